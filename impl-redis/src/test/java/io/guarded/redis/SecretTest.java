package io.guarded.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.redis.testing.RedisServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody's log tells the password, at whatever level; that of this module, of Redisson and of netty. */
class SecretTest extends RedisTest {

    /** With a character that an address has to escape. */
    private static final String SECRET = "do-not+tell/4711";

    private static final String ESCAPED = "do-not+tell%2F4711";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RedisServer redis = RedisServer.start();

    @BeforeEach
    void start() {
        grant();
    }

    @AfterEach
    void stop() {
        redis.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"url", "properties", "yaml"})
    void lifeThroughAnOutageTellsItNowhere(String way) {
        try (Logged logged = Logged.from(Level.ALL);
                TestContext context = context(way)) {
            RedisLockProvider provider = context.start();
            StringWriter told = new StringWriter();
            // so much is logged that a busy machine may need more than the time-out
            await().atMost(PATIENCE)
                    .ignoreException(CompletionException.class)
                    .until(() -> acquired(provider, newHold()));
            await().atMost(PATIENCE).ignoreException(CompletionException.class).until(() -> !provider.acquire(
                            key, newHold(), Duration.ofMillis(300), LEASE)
                    .join());
            redis.kill();
            tell(told, provider.isHeld(key));
            redis.restart();
            redis.command("CONFIG", "SET", "requirepass", "other");
            tell(told, provider.isHeld(key));
            provider.close();

            // the log is one that would show it
            assertThat(logged.text()).contains("AUTH").contains(key);
            assertNotIn(logged.text());
            assertNotIn(told.toString());
            assertNotIn(provider.verdict().text());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"url", "properties", "yaml"})
    void refusedPasswordIsToldNowhere(String way) {
        redis.command("ACL", "SETUSER", "app", "resetpass", ">another");
        try (Logged logged = Logged.from(Level.ALL);
                TestContext context = context(way)) {
            RedisLockProvider provider = context.start();
            StringWriter told = new StringWriter();

            // the first calls may be over before it is known why
            await().atMost(PATIENCE).untilAsserted(() -> {
                tell(told, provider.isHeld(key));
                assertThat(told.toString()).contains("refuses the user or the password");
            });

            assertNotIn(logged.text());
            assertNotIn(told.toString());
            grant();
            await().atMost(PATIENCE)
                    .ignoreException(CompletionException.class)
                    .until(() -> acquired(provider, newHold()));
        }
    }

    private void grant() {
        redis.command("ACL", "SETUSER", "app", "reset", "on", ">" + SECRET, "~*", "&*", "+@all");
    }

    private TestContext context(String way) {
        TestContext context = new TestContext(Duration.ofSeconds(3));
        String server = "127.0.0.1:" + redis.port();
        return switch (way) {
            case "url" -> context.with("guarded.redis.url", "redis://app:" + ESCAPED + "@" + server);
            case "properties" ->
                context.with("guarded.redis.url", "redis://" + server)
                        .with("guarded.redis.username", "app")
                        .with("guarded.redis.password", SECRET);
            default ->
                context.with(
                        "guarded.redis.config",
                        """
                    singleServerConfig:
                      address: "redis://%s"
                      connectionMinimumIdleSize: 1
                    username: "app"
                    password: "%s"
                    """
                                .formatted(server, SECRET));
        };
    }

    /** An answer may come all the same; a failure is told with all its causes. */
    private static void tell(StringWriter told, CompletableFuture<Boolean> answer) {
        answer.handle((yes, failure) -> {
                    if (failure != null) {
                        failure.printStackTrace(new PrintWriter(told, true));
                    }
                    return true;
                })
                .join();
    }

    private static void assertNotIn(String text) {
        assertThat(text).doesNotContain(SECRET).doesNotContain(ESCAPED);
    }
}
