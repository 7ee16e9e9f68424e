package io.guarded.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.LockUnavailableException;
import io.guarded.redis.testing.RedisServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.client.codec.LongCodec;

class RedisSettingsTest extends RedisTest {

    private static final String SECRET = "s3cr3t";

    private static RedisServer redis;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        redis.command("ACL", "SETUSER", "app", "on", ">p@ss/w:rd+%", "~*", "&*", "+@all");
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:s3cr3t@host:6379",
                "redis://user:s3cr3t@",
                "redis://user:s3cr3t@host:port",
                "redis://user:s3cr3t@host:0",
                "redis://user:s3cr3t@host:70000",
                "redis://user:s3cr3t@host/db",
                "redis://user:s3cr3t%zz@host",
                "s3cr3t@host",
            })
    void badUrlIsNamedWithoutItsPassword(String url) {
        assertRefused("guarded.redis.url", url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "singleServerConfig:\n  password: s3cr3t\n :",
                "singleServerConfig:\n  password: s3cr3t\n  database: many",
                "password: s3cr3t\nnonsense: 1",
                "a\0b",
                "/no/such/file",
            })
    void badYamlIsNamedWithoutItsPassword(String yaml) {
        assertRefused("guarded.redis.config", yaml);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "redis://user:s3cr3t@host", "redis://user:s3cr3t@host:port"})
    void badAddressInYamlIsUnavailableAndNotInTheFailure(String address) {
        String yaml = "singleServerConfig:\n  password: s3cr3t\n  address: " + address;
        try (TestContext context = new TestContext(Duration.ofSeconds(1)).with("guarded.redis.config", yaml)) {
            assertFails(context.start().acquire(key, newHold(), NOW, LEASE))
                    .isInstanceOf(LockUnavailableException.class)
                    .satisfies(failure -> assertThat(trace(failure)).doesNotContain(SECRET));
        }
    }

    @Test
    void wrongPasswordIsUnavailableAndNotInTheFailure() {
        String url = "redis://app:" + SECRET + "@127.0.0.1:" + redis.port();
        try (TestContext context = new TestContext(Duration.ofSeconds(1)).with("guarded.redis.url", url)) {
            RedisLockProvider provider = context.start();

            assertFails(provider.acquire(key, newHold(), NOW, LEASE))
                    .isInstanceOf(LockUnavailableException.class)
                    .satisfies(failure -> assertThat(trace(failure)).doesNotContain(SECRET));
        }
    }

    @Test
    void userAndPasswordOfTheUrlAreDecoded() {
        assertWorks(TestContext.withUrl("redis://app:p%40ss%2Fw:rd+%25@127.0.0.1:" + redis.port()));
    }

    @Test
    void userAndPasswordCanBeSetApart() {
        assertWorks(TestContext.withUrl(redis.url())
                .with("guarded.redis.username", "app")
                .with("guarded.redis.password", "p@ss/w:rd+%"));
    }

    @Test
    void databaseOfTheUrlIsUsed() {
        try (TestContext context = TestContext.withUrl(redis.url() + "/3")) {
            assertThat(acquired(context.start(), newHold())).isTrue();

            assertFree(redis, key);
            assertThat(redis.command("INFO", "keyspace")).contains("db3:keys=");
        }
    }

    @Test
    void hostMayBeAName() {
        assertWorks(TestContext.withUrl("redis://localhost:" + redis.port()));
    }

    @Test
    void yamlIsRead() {
        assertWorks(TestContext.withUrl("redis://127.0.0.1:1").with("guarded.redis.config", yaml()));
    }

    @Test
    void yamlFileIsRead(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("redisson.yaml"), yaml());

        assertWorks(TestContext.withUrl("redis://127.0.0.1:1").with("guarded.redis.config", file.toString()));
    }

    @Test
    void codecOfTheYamlStays() {
        String yaml = yaml() + "codec: !<org.redisson.client.codec.LongCodec> {}\n";

        assertThat(RedisSettings.read(TestContext.withUrl("").with("guarded.redis.config", yaml))
                        .getCodec())
                .isInstanceOf(LongCodec.class);
    }

    private static String yaml() {
        return "singleServerConfig:\n  address: " + redis.url() + "\n  connectionMinimumIdleSize: 1\nnettyThreads: 2\n";
    }

    private void assertWorks(TestContext context) {
        try (context) {
            RedisLockProvider provider = context.start();
            long hold = newHold();
            assertThat(acquired(provider, hold)).isTrue();
            assertThat(redis.command("EXISTS", key)).isEqualTo("1");
            assertThat(provider.renew(key, hold, LEASE).join()).isTrue();
            assertThat(provider.release(key, hold).join()).isTrue();
        }
    }

    private static void assertRefused(String property, String value) {
        try (TestContext context = TestContext.withUrl("redis://127.0.0.1:1").with(property, value)) {
            assertThatThrownBy(context::start)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(property)
                    .satisfies(failure -> assertThat(trace(failure)).doesNotContain(SECRET));
        }
    }

    private static String trace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
