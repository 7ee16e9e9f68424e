package io.guarded.redis;

import io.guarded.spi.ProviderContext;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/** Gives the application's client, or makes one. */
final class ClientSource {

    private final ProviderContext context;
    private final Config config;

    ClientSource(ProviderContext context, Config config) {
        this.context = context;
        this.config = config;
    }

    /** Blocks until the client is connected; fails if Redis is away. */
    Opened open() {
        return context.bean(RedissonClient.class)
                .map(bean -> new Opened(bean, false))
                .orElseGet(() -> new Opened(create(), true));
    }

    String where(@Nullable Opened opened) {
        return opened != null && !opened.own()
                ? "the servers of the application's RedissonClient"
                : RedisSettings.where(context);
    }

    /** Words for where Redis is and as whom it is asked, if the client could be made. */
    Diagnosis diagnosis(@Nullable Opened opened, String prefix) {
        Config used = opened == null || opened.own() ? config : opened.client().getConfig();
        String user = used.getUsername();
        return new Diagnosis(
                where(opened),
                user == null ? "default" : user,
                Permissions.forPrefix(opened == null ? prefix : Channel.storedKey(opened.client(), prefix)));
    }

    private RedissonClient create() {
        try {
            return Redisson.create(config);
        } catch (IllegalArgumentException e) {
            // Redisson checks much of a YAML only now, and quotes addresses, which may contain a password
            String message = String.valueOf(e.getMessage());
            boolean quotes = message.contains("@") || message.contains("://");
            throw new NoClientException(
                    "Redisson refuses its configuration: " + (quotes ? "an address is invalid" : message));
        }
    }

    record Opened(RedissonClient client, boolean own) {

        void close() {
            if (own) {
                client.shutdown(0, 2, TimeUnit.SECONDS);
            }
        }
    }
}
