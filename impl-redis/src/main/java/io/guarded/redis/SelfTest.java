package io.guarded.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/**
 * Does once, on a key of its own, what locks do: whoever may take a lock but not give it back is to learn it before the first
 * lock is held.
 */
final class SelfTest {

    /** What a probe's key has after the prefix. */
    static final String PROBE = "guarded_probe:";

    static final String NO = "Redis answered no";

    /** Long for eight commands; and what a user that may not release leaves behind is gone soon. */
    private static final Duration LEASE = Duration.ofSeconds(10);

    private final RedissonClient client;
    private final String node;
    private final Hold probe;

    SelfTest(RedissonClient client, String prefix, String node) {
        this.client = client;
        this.node = node;
        long id = ThreadLocalRandom.current().nextLong();
        this.probe = new Hold(prefix + PROBE + Long.toHexString(id), id);
    }

    /** Fails with a FailedStep; else gives what Redis tells of its memory, empty if it does not tell. */
    CompletionStage<String> run() {
        return step(Step.LOCK, () -> probe.attempt(client, Duration.ZERO, LEASE))
                .thenCompose(done -> step(Step.RENEW, () -> Scripts.renew(client, probe, LEASE)))
                .thenCompose(done -> step(Step.LOOK, () -> Scripts.isHeld(client, probe.key())))
                .thenCompose(done -> step(Step.CHANNEL_KEY, this::touchChannelKey))
                .thenCompose(
                        done -> step(Step.RELEASE, () -> probe.release(client).thenApply(freed -> true)))
                .thenCompose(done -> step(Step.TOKEN, this::takeToken))
                .thenCompose(done ->
                        step(Step.NODE, () -> NodeNames.register(client, node).thenApply(set -> true)))
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        probe.releaseAnyhow(client);
                    }
                })
                .thenCompose(done -> memory());
    }

    /** Named by RLock's release as a key, beside the latch. */
    private CompletionStage<Boolean> touchChannelKey() {
        if (!Channel.storedKey(client, probe.key()).equals(probe.key())) {
            // a client that maps names would map this one too
            return CompletableFuture.completedFuture(true);
        }
        return scripts()
                .<Long>evalAsync(
                        RScript.Mode.READ_WRITE,
                        "return 1",
                        RScript.ReturnType.LONG,
                        List.of(probe.key(), Channel.of(client, probe.key()).name()))
                .thenApply(one -> one == 1);
    }

    /** Of a counter that is no lock's, and stays no longer than this test. */
    private CompletionStage<Boolean> takeToken() {
        String counter = FencingTokens.PREFIX + probe.key();
        return FencingTokens.takeFrom(client, counter, 1)
                .thenCompose(
                        token -> client.getBucket(counter, StringCodec.INSTANCE).deleteAsync());
    }

    private CompletionStage<String> memory() {
        return scripts()
                .<String>evalAsync(
                        RScript.Mode.READ_WRITE,
                        "return redis.call('info', 'memory')",
                        RScript.ReturnType.STRING,
                        List.of(probe.key()))
                .exceptionally(failure -> {
                    Log.write(System.Logger.Level.DEBUG, () -> "Redis does not tell how it evicts keys", failure);
                    return "";
                });
    }

    private RScript scripts() {
        return client.getScript(StringCodec.INSTANCE);
    }

    private static CompletionStage<Boolean> step(Step step, Supplier<CompletionStage<Boolean>> command) {
        CompletionStage<Boolean> answer;
        try {
            answer = command.get();
        } catch (RuntimeException refused) {
            answer = CompletableFuture.failedFuture(refused);
        }
        return answer.handle((yes, failure) -> {
            if (failure != null) {
                throw new CompletionException(new FailedStep(step, Failures.cause(failure)));
            }
            if (!yes) {
                throw new CompletionException(new FailedStep(step, new IllegalStateException(NO)));
            }
            return true;
        });
    }

    /** What is done, in this order. */
    enum Step {
        LOCK("the lock's key"),
        RENEW("the lock's key"),
        LOOK("the lock's key"),
        CHANNEL_KEY("the key redisson_lock__channel:{…}"),
        RELEASE("the key redisson_unlock_latch:{…}"),
        TOKEN("the keys guarded_token:…"),
        NODE("the keys guarded_node:…");

        private final String needs;

        Step(String needs) {
            this.needs = needs;
        }

        /** What a refusal for want of a right is about. */
        String needs() {
            return needs;
        }
    }

    /** Tells what failed. */
    static final class FailedStep extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final Step step;

        FailedStep(Step step, Throwable cause) {
            super(step.name(), cause);
            this.step = step;
        }

        Step step() {
            return step;
        }
    }
}
