package io.guarded.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.LockHandle;
import io.guarded.LockInfo;
import io.guarded.LockName;
import io.guarded.LockSpec;
import io.guarded.NamedLock;
import io.guarded.core.CloseableLockManager;
import io.guarded.redis.testing.Cluster;
import io.guarded.redis.testing.Managers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A cluster refuses a script whose keys are in different slots (CROSSSLOT), and a refused release would leave the lock to its
 * lease: every question is asked for names of every shape. Rows 25 and 47.
 */
final class RedisClusterKeysTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private static Cluster cluster;
    private static CloseableLockManager one;
    private static CloseableLockManager two;

    @BeforeAll
    static void start() {
        cluster = Cluster.start();
        one = Managers.configured(cluster.yaml(), "guarded.store-timeout", "20s");
        two = Managers.configured(cluster.yaml(), "guarded.store-timeout", "20s");
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
        cluster.close();
    }

    static Stream<String> names() {
        return Stream.of(
                "plain",
                "{",
                "}",
                "{}",
                "{}x",
                "a}b",
                "a{b",
                "{a}b",
                "x{y}z{",
                "}{",
                "{{a}}",
                "%7B",
                "%#",
                ":",
                "a:b",
                "a:",
                ":a",
                "a\r\nDEL x",
                "nul\0",
                "\0",
                "😀",
                "\ud800",
                "é",
                " a ",
                "*",
                "[a-z]?",
                "x".repeat(200),
                "x".repeat(201),
                "{".repeat(1 << 20),
                "ü".repeat(1 << 20),
                LockName.of("a:b", "{c}", "%").value());
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("names")
    void everyQuestionIsAnswered(String name) throws Exception {
        LockSpec spec = LockSpec.of(name).fenced().lease(LONG);
        NamedLock here = one.getOrCreate(spec);
        NamedLock there = two.getOrCreate(spec);

        LockHandle first = here.acquire(Duration.ZERO);
        first.extend(LONG);
        CompletableFuture<LockHandle> waiting = there.acquireAsync(LONG);
        assertThat(there.isLocked()).isTrue();
        await().until(RedisClusterKeysTest::isAnySubscribed);
        first.close();
        LockHandle second = waiting.get();

        assertThat(second.fencingToken()).isGreaterThan(first.fencingToken());
        CountDownLatch told = new CountDownLatch(1);
        second.onLost(told::countDown);
        assertThat(there.forceRelease(idOf(name))).isTrue();
        told.await();
        second.close();
        assertThat(here.isLocked()).isFalse();
        here.acquire(Duration.ZERO).close();
    }

    private static boolean isAnySubscribed() {
        return cluster.nodes().stream().anyMatch(node -> !node.command("PUBSUB", "CHANNELS", "redisson_lock__channel:*")
                .isEmpty());
    }

    private static String idOf(String name) {
        return two.locks().stream()
                .filter(lock -> lock.name().equals(name))
                .map(LockInfo::id)
                .findFirst()
                .orElseThrow();
    }
}
