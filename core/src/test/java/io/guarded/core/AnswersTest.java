package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.LockException;
import io.guarded.LockInterruptedException;
import io.guarded.LockUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of an answer of the store that comes, fails, stays away or is waited for by an interrupted thread. */
final class AnswersTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final Actors actors = new Actors();
    private final IllegalStateException cause = new IllegalStateException("broken");

    @AfterEach
    void end() {
        actors.close();
    }

    @Test
    void answerIsGiven() {
        assertThat(Answers.get(CompletableFuture.completedFuture("yes"), LONG, "n"))
                .isEqualTo("yes");
    }

    @Test
    void failureOfTheStoreIsUnavailableAndNamesItsCause() {
        assertThatThrownBy(() -> Answers.get(CompletableFuture.failedFuture(cause), LONG, "n"))
                .isInstanceOfSatisfying(LockUnavailableException.class, unavailable -> {
                    assertThat(unavailable.lockName()).isEqualTo("n");
                    assertThat(unavailable).cause().isSameAs(cause);
                });
    }

    @Test
    void silenceIsUnavailable() {
        assertThatThrownBy(() -> Answers.get(new CompletableFuture<>(), Duration.ZERO, "n"))
                .isInstanceOf(LockUnavailableException.class)
                .hasMessageContaining("did not answer in time");
    }

    @Test
    void interruptEndsTheWaitAndStaysVisible() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Answers.get(new CompletableFuture<>(), LONG, "n"))
                .isInstanceOf(LockInterruptedException.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void releaseWithoutAProblemHasNone() {
        assertThat(Answers.await(Answers.NONE, LONG, "n")).isNull();
        assertThat(Answers.await(CompletableFuture.completedFuture(null), LONG, "n"))
                .isNull();
    }

    @Test
    void problemOfAReleaseIsGivenAndNotThrown() {
        LockException problem = new LockUnavailableException("n", "away", null);

        assertThat(Answers.await(Answers.problem(problem), LONG, "n")).isSameAs(problem);
        assertThat(Answers.await(CompletableFuture.failedFuture(cause), LONG, "n"))
                .isInstanceOf(LockUnavailableException.class)
                .cause()
                .isSameAs(cause);
    }

    @Test
    void releaseWithoutAnAnswerIsAProblem() {
        assertThat(Answers.await(new CompletableFuture<>(), Duration.ZERO, "n"))
                .isInstanceOf(LockUnavailableException.class)
                .hasMessageContaining("did not answer the release");
    }

    @Test
    void releaseIsWaitedForThoughTheThreadIsInterrupted() throws Exception {
        CompletableFuture<@Nullable LockException> answer = new CompletableFuture<>();
        LockException problem = new LockUnavailableException("n", "away", null);
        Actors.Actor<Boolean> waiting = actors.startAndAwaitBlocked(() -> {
            Thread.currentThread().interrupt();
            return Answers.await(answer, LONG, "n") == problem && Thread.interrupted();
        });
        assertThat(waiting.isDone()).isFalse();

        answer.complete(problem);

        assertThat(waiting.get()).isTrue();
    }

    @Test
    void answerIsGoneOnWithWhateverItIs() {
        List<String> told = new ArrayList<>();

        Answers.then(CompletableFuture.completedFuture("yes"), (value, failure) -> told.add(value + " " + failure));
        Answers.then(CompletableFuture.failedFuture(cause), (value, failure) -> told.add(value + " " + failure));

        assertThat(told).containsExactly("yes null", "null " + cause);
    }

    @Test
    void bugInWhatFollowsAnAnswerIsLogged() {
        try (Logged logged = Logged.of(Answers.class)) {
            Answers.then(CompletableFuture.completedFuture("yes"), (value, failure) -> {
                throw cause;
            });

            assertThat(logged.messages()).containsExactly("SEVERE the lock's state could not be brought up to date");
        }
    }
}
