package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Where the times of a store's hold begin. */
final class TurnTest {

    private final Definition definition = new Definition(
            "n",
            "n",
            Store.of(new ScriptedStore()),
            Duration.ofHours(1),
            true,
            Duration.ofHours(2),
            Duration.ZERO,
            false);

    /** A node that had to wait for the key for as long as a turn lasts would otherwise have turns of one holder. */
    @Test
    void turnBeginsWithTheAnswerAndTheLeaseWithTheQuestion() {
        Attempt attempt = new Attempt(definition, 1, Duration.ofSeconds(1));
        await().until(() -> System.nanoTime() - attempt.sentAt > 50_000_000);
        long answeredAt = System.nanoTime();

        Tenure tenure = new Tenure(attempt);

        long now = System.nanoTime();
        assertThat(tenure.age(now)).isBetween(0L, now - answeredAt);
        assertThat(tenure.remaining(now)).isLessThanOrEqualTo(tenure.leaseNanos() - (now - attempt.sentAt));
    }
}
