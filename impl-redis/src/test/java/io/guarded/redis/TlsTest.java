package io.guarded.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.LockUnavailableException;
import io.guarded.redis.testing.Certificates;
import io.guarded.redis.testing.RedisServer;
import io.guarded.redis.testing.TlsFront;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is not the server that was meant gets neither a command nor the password. Keys are made by processes of the JDK, which
 * takes a busy machine its time.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TlsTest extends RedisTest {

    private static final String SECRET = "do-not-tell-4711";

    private static final Duration PATIENCE = Duration.ofSeconds(25);

    @TempDir
    static Path directory;

    private static RedisServer redis;
    private static Certificates authority;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        redis.command("ACL", "SETUSER", "app", "on", ">" + SECRET, "~*", "&*", "+@all");
        authority = Certificates.authority(directory);
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Test
    void trustedServerIsServed() {
        try (TlsFront front = front(authority.server("dns:localhost,ip:127.0.0.1"));
                TestContext context = yaml("rediss://localhost:" + front.port(), authority)) {
            RedisLockProvider provider = context.start();
            long hold = newHold();

            assertThat(acquired(provider, hold)).isTrue();
            assertThat(provider.release(key, hold).join()).isTrue();
            assertThat(front.served()).isPositive();
        }
    }

    @Test
    void authorityThatIsNotTrustedIsRefused() {
        try (TlsFront front = front(authority.server("dns:localhost,ip:127.0.0.1"));
                TestContext context = TestContext.withUrl("rediss://app:" + SECRET + "@localhost:" + front.port())) {
            assertRefused(context, front, "the certificate of Redis at");
        }
    }

    @Test
    void certificateOfAnotherHostIsRefused() {
        try (TlsFront front = front(authority.server("dns:elsewhere.example"));
                TestContext context = yaml("rediss://localhost:" + front.port(), authority)) {
            assertRefused(context, front, "the certificate of Redis at");
        }
    }

    @Test
    void expiredCertificateIsRefused() {
        try (TlsFront front =
                        front(authority.server("dns:localhost,ip:127.0.0.1", "-startdate", "-10d", "-validity", "5"));
                TestContext context = yaml("rediss://localhost:" + front.port(), authority)) {
            assertRefused(context, front, "the certificate of Redis at");
        }
    }

    @Test
    void portWithoutTlsIsRefusedAndNotSpokenToPlainly() {
        redis.command("CONFIG", "RESETSTAT");
        try (TestContext context = TestContext.withUrl("rediss://app:" + SECRET + "@127.0.0.1:" + redis.port())) {
            assertRefused(context, null, "127.0.0.1:" + redis.port());
            assertThat(redis.command("INFO", "commandstats")).doesNotContain("cmdstat_auth");
        }
    }

    private void assertRefused(TestContext context, @Nullable TlsFront front, String named) {
        try (Logged logged = Logged.from(Level.ALL)) {
            RedisLockProvider provider = context.start();
            StringWriter told = new StringWriter();

            // the first calls may be over before it is known why
            await().atMost(PATIENCE.multipliedBy(2))
                    .untilAsserted(() -> assertFails(provider.acquire(key, newHold(), Duration.ofMillis(10), LEASE))
                            .isInstanceOf(LockUnavailableException.class)
                            .satisfies(failure -> failure.printStackTrace(new PrintWriter(told, true)))
                            .hasMessageContaining(named));

            assertThat(told.toString()).doesNotContain(SECRET);
            assertThat(logged.text()).doesNotContain(SECRET);
            assertThat(front == null ? 0 : front.served()).isZero();
        }
    }

    private static TlsFront front(SSLContext shown) {
        return TlsFront.start(shown, redis.port());
    }

    private static TestContext yaml(String address, Certificates trusted) {
        return new TestContext(PATIENCE)
                .with(
                        "guarded.redis.config",
                        """
                        singleServerConfig:
                          address: "%s"
                          connectionMinimumIdleSize: 1
                          retryAttempts: 1
                        username: "app"
                        password: "%s"
                        sslTruststore: "file:%s"
                        sslTruststorePassword: "%s"
                        """
                                .formatted(address, SECRET, trusted.trustStore(), Certificates.PASSWORD));
    }
}
