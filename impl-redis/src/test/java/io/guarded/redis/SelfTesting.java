package io.guarded.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.LockUnavailableException;
import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;

/** What tests of the self-test share. */
abstract class SelfTesting extends RedisTest {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    final RedisServer redis = RedisServer.start();

    @AfterEach
    void stop() {
        redis.close();
    }

    void user(String name, String rights) {
        List<String> command = new ArrayList<>(List.of("ACL", "SETUSER", name, "reset", "on", ">p", "resetchannels"));
        command.addAll(List.of(rights.split(" ")));
        redis.command(command.toArray(String[]::new));
    }

    void awaitAcquired(RedisLockProvider provider) {
        await().atMost(PATIENCE).ignoreException(CompletionException.class).until(() -> acquired(provider, newHold()));
    }

    static Throwable causeOf(CompletableFuture<Boolean> answer) {
        Throwable[] cause = new Throwable[1];
        assertFails(answer)
                .isInstanceOf(LockUnavailableException.class)
                .satisfies(failure -> cause[0] = failure.getCause());
        return cause[0];
    }

    /** What each call is told once it is known what is wrong; the first ones may be over before. */
    String refusalBy(RedisLockProvider provider) {
        await().atMost(PATIENCE).until(() -> {
            messageOf(provider.acquire(key, newHold(), NOW, LEASE));
            return provider.verdict().state() == Verdict.State.FAILED;
        });
        return messageOf(provider.acquire(key, newHold(), NOW, LEASE));
    }

    static String messageOf(CompletableFuture<Boolean> answer) {
        String[] message = new String[1];
        assertFails(answer)
                .isInstanceOf(LockUnavailableException.class)
                .satisfies(failure -> message[0] = failure.getMessage());
        Matcher strangers = Pattern.compile("[\\p{Cntrl}]").matcher(message[0]);
        assertThat(strangers.find()).isFalse();
        return message[0];
    }
}
