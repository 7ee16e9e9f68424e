package io.guarded.redis;

import io.guarded.spi.ProviderContext;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;

/** Keeps the name of this node in Redis while its provider lives, for lists of holders. */
final class NodeRegistration {

    private static final Duration RETRY = Duration.ofMinutes(1);

    private final ScheduledExecutorService timer;
    private final String node;

    /** Guarded by this, like all below. */
    private @Nullable Future<?> next;

    private boolean isEnded;

    NodeRegistration(ProviderContext context) {
        this.timer = context.timer();
        this.node = context.config("guarded.node")
                .orElseGet(() -> ManagementFactory.getRuntimeMXBean().getName());
    }

    String node() {
        return node;
    }

    /** After the name was registered, by the self-test: once it is there, it is renewed long before it ends. */
    void keep(RedissonClient client) {
        again(client, NodeNames.KEPT.dividedBy(3));
    }

    private void register(RedissonClient client) {
        CompletionStage<Void> set;
        try {
            set = NodeNames.register(client, node);
        } catch (RuntimeException refused) {
            set = CompletableFuture.failedFuture(refused);
        }
        var unused = set.whenComplete((done, failure) -> {
            if (failure != null) {
                Log.write(
                        System.Logger.Level.DEBUG, () -> "the name of this node was not registered in Redis", failure);
            }
            again(client, failure == null ? NodeNames.KEPT.dividedBy(3) : RETRY);
        });
    }

    private synchronized void again(RedissonClient client, Duration delay) {
        if (isEnded || client.isShutdown()) {
            return;
        }
        try {
            next = timer.schedule(() -> register(client), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ended) {
            isEnded = true;
        }
    }

    /** Takes the name out of Redis; also lets go of the client, which the timer would keep for hours. */
    CompletionStage<Boolean> end(RedissonClient client) {
        synchronized (this) {
            isEnded = true;
            if (next != null) {
                next.cancel(false);
            }
        }
        try {
            return NodeNames.forget(client);
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }
}
