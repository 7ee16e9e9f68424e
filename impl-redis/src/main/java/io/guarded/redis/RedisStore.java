package io.guarded.redis;

import io.guarded.LockUnavailableException;
import io.guarded.spi.ProviderContext;
import io.guarded.spi.StoreHold;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.redisson.api.RedissonClient;

/** Asks Redis, and gives every question an answer within the store's time-out. */
final class RedisStore {

    /** How long a release without an answer is repeated after its caller was told, in time-outs of the store. */
    private static final int RELEASE_TIMEOUTS = 10;

    private final Connection connection;
    private final ScheduledExecutorService timer;
    private final Executor executor;
    private final Duration timeout;
    private final Retractions retractions;

    RedisStore(Connection connection, ProviderContext context) {
        this.connection = connection;
        this.timer = context.timer();
        this.executor = context.executor();
        this.timeout = context.storeTimeout();
        this.retractions = new Retractions(timer, timeout);
    }

    CompletableFuture<Boolean> acquire(Hold hold, Duration wait, Duration lease) {
        Duration limit = timeout.plus(Hold.limited(wait));
        CompletableFuture<Boolean> answer = bounded(hold.key(), limit);
        withClient(hold.key(), answer, client -> {
            Runnable retraction = () -> retractions.begin(client, hold, limit.plus(Hold.limited(lease)));
            Runnable waitEnded = () -> later(wait, () -> LateSubscription.end(client, hold.key()));
            new Attempt(client, hold, answer, retraction, waitEnded).begin(wait, lease);
        });
        return answer;
    }

    CompletableFuture<Boolean> renew(Hold hold, Duration lease) {
        return ask(hold.key(), client -> Scripts.renew(client, hold, lease));
    }

    CompletableFuture<Boolean> release(Hold hold) {
        Duration limit = timeout.multipliedBy(RELEASE_TIMEOUTS);
        Release release = new Release(
                hold, timer, timeout, client -> retractions.begin(client, hold, limit), () -> unanswered(timeout));
        withClient(hold.key(), release.answer(), release::send);
        return release.answer();
    }

    CompletableFuture<Boolean> isHeld(String key) {
        return ask(key, client -> Scripts.isHeld(client, key));
    }

    CompletableFuture<Long> tokens(String key, int count) {
        return ask(key, client -> FencingTokens.take(client, key, count));
    }

    /** Asked for only of holds that Redis gave, and so when there is a client. */
    String id(long holdId) {
        return connection.id() + ":" + holdId;
    }

    CompletableFuture<List<StoreHold>> holders(String keyPrefix) {
        return ask(
                keyPrefix + "*",
                client -> CompletableFuture.supplyAsync(
                        () -> BorrowedThread.call(() -> Holders.list(client, keyPrefix)), executor));
    }

    CompletableFuture<Boolean> forceRelease(String key, String id) {
        return ask(key, client -> OwnerRelease.of(client, key, id));
    }

    Verdict verdict() {
        return connection.verdict();
    }

    /** Nothing new is sent any more; what is in doubt is settled while there is still a client. */
    void close() {
        connection.stop();
        BorrowedThread.run(() -> {
            Answers.await(retractions.finish(), timeout);
            connection.close();
        });
    }

    private <T> CompletableFuture<T> ask(String key, Function<RedissonClient, CompletionStage<T>> question) {
        CompletableFuture<T> answer = bounded(key, timeout);
        withClient(key, answer, client -> settle(key, answer, question.apply(client)));
        return answer;
    }

    private void withClient(String key, CompletableFuture<?> answer, Use use) {
        connection.client(key).whenComplete((client, failure) -> {
            if (failure != null) {
                answer.completeExceptionally(Failures.unavailable(key, failure));
            } else if (!answer.isDone()) {
                try {
                    BorrowedThread.run(() -> use.with(client));
                } catch (RuntimeException refused) {
                    // such as a client that was shut down: nobody else would tell the caller
                    answer.completeExceptionally(Failures.unavailable(key, refused));
                }
            }
        });
    }

    static <T> void settle(String key, CompletableFuture<T> answer, CompletionStage<T> reply) {
        reply.whenComplete((yes, failure) -> {
            if (failure == null) {
                answer.complete(yes);
            } else {
                answer.completeExceptionally(Failures.unavailable(key, failure));
            }
        });
    }

    /** When Redis has answered a wait that was just asked for or never will; not at all if the manager ends before. */
    private void later(Duration wait, Runnable task) {
        try {
            var unused = timer.schedule(
                    () -> BorrowedThread.run(task),
                    Hold.millis(timeout.plus(Hold.limited(wait))),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ended) {
            // the connection ends with it
        }
    }

    private <T> CompletableFuture<T> bounded(String key, Duration limit) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        ScheduledFuture<?> end = timer.schedule(
                () -> answer.completeExceptionally(new LockUnavailableException(key, unanswered(limit), null)),
                Hold.millis(limit),
                TimeUnit.MILLISECONDS);
        var unused = answer.whenComplete((yes, failure) -> end.cancel(false));
        return answer;
    }

    private String unanswered(Duration limit) {
        return "Redis at " + connection.where() + " did not answer within " + limit.toMillis() + " ms";
    }

    /** What a question does with the client. */
    private interface Use {
        void with(RedissonClient client);
    }
}
