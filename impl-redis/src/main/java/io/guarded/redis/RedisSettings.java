package io.guarded.redis;

import io.guarded.spi.ProviderContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;
import org.yaml.snakeyaml.error.YAMLException;

/** Makes Redisson's configuration from the properties guarded.redis.*; contacts nothing. */
final class RedisSettings {

    private static final String CONFIG = "guarded.redis.config";
    private static final String URL = "guarded.redis.url";

    private static final int CONNECTIONS = 4;

    /** More than anybody waits for: Redisson refuses the next one (its default is 5 to a connection). */
    private static final int CHANNELS = 1_000_000;

    private RedisSettings() {}

    static Config read(ProviderContext context) {
        Optional<String> yaml = context.config(CONFIG);
        Config config = yaml.isPresent() ? fromYaml(yaml.get()) : fromUrl(context);
        if (config.getCodec() == null) {
            // Redisson's default needs kryo, which this module leaves out
            config.setCodec(StringCodec.INSTANCE);
        }
        // references between Redisson's objects need byte-buddy; no lock has one
        config.setReferenceEnabled(false);
        return config;
    }

    /** Says where Redis is, without a password; a YAML may have many addresses. */
    static String where(ProviderContext context) {
        return context.config(CONFIG).isPresent()
                ? "the servers of " + CONFIG
                : url(context).address() + " (" + URL + ")";
    }

    private static RedisUrl url(ProviderContext context) {
        return RedisUrl.parse(URL, context.config(URL).orElse("redis://127.0.0.1:6379"));
    }

    private static Config fromYaml(String value) {
        boolean isText = value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0;
        try {
            Config config = Config.fromYAML(isText ? value : Files.readString(Path.of(value)));
            if (config == null) {
                throw new IllegalArgumentException(CONFIG + " is empty");
            }
            return config;
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException(CONFIG + " names a file that cannot be read: " + value, e);
        } catch (YAMLException e) {
            // without the cause: its message quotes the lines, and passwords with them
            throw new IllegalArgumentException(CONFIG + " is not a Redisson configuration in YAML: "
                    + e.getClass().getSimpleName() + ". Check it with Redisson's Config.fromYAML");
        }
    }

    private static Config fromUrl(ProviderContext context) {
        RedisUrl url = url(context);
        int answer = Math.toIntExact(Hold.millis(context.storeTimeout()));
        Config config = new Config();
        // pub/sub messages and answers only complete futures
        config.setThreads(2).setNettyThreads(2).setUseThreadClassLoader(false);
        config.useSingleServer()
                .setAddress(url.address())
                .setDatabase(url.database())
                .setTimeout(answer)
                .setConnectTimeout(Math.max(1, answer / 2))
                // a lost connection is found again within the store's time-out, or the command fails
                .setRetryAttempts(3)
                .setRetryDelay(new ConstantDelay(Duration.ofMillis(Math.max(1, answer / 5))))
                // a fixed number; below 10 Redisson pipelines over each connection (RedisExecutor.sendCommand, 4.7.0)
                .setConnectionPoolSize(CONNECTIONS)
                .setConnectionMinimumIdleSize(CONNECTIONS)
                // one channel for each key that is waited for, all over one connection
                .setSubscriptionConnectionPoolSize(1)
                .setSubscriptionConnectionMinimumIdleSize(1)
                .setSubscriptionsPerConnection(CHANNELS);
        context.config("guarded.redis.username").or(url::username).ifPresent(config::setUsername);
        context.config("guarded.redis.password").or(url::password).ifPresent(config::setPassword);
        return config;
    }
}
