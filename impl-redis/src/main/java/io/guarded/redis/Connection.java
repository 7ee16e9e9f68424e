package io.guarded.redis;

import io.guarded.spi.ProviderContext;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/**
 * Gives the one client of a provider: the application's, or one that is made at the first use.
 *
 * <p>Redisson.create blocks until it is connected, and throws if Redis is away: it runs on the manager's executor, once at a
 * time, and the next use after a failure tries again. Redisson's own lazyInitialization does not fit: there the first command
 * connects on the thread that sends it, and all others park behind it (MasterSlaveConnectionManager.lazyConnect, 4.7.0).
 */
final class Connection {

    private static final Duration RETRY = Duration.ofMinutes(1);

    private final ProviderContext context;
    private final Config config;
    private @Nullable CompletableFuture<Opened> opened;
    private boolean closed;

    Connection(ProviderContext context, Config config) {
        this.context = context;
        this.config = config;
    }

    CompletionStage<RedissonClient> client() {
        try {
            return opened().thenApply(Opened::client);
        } catch (RejectedExecutionException | NoClientException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private synchronized CompletableFuture<Opened> opened() {
        if (closed) {
            throw new NoClientException("the provider is closed");
        }
        CompletableFuture<Opened> latest = opened;
        if (latest == null || latest.isCompletedExceptionally()) {
            latest = CompletableFuture.supplyAsync(this::open, context.executor());
            opened = latest;
        }
        return latest;
    }

    /** Gives the id by which Redisson tells the holds of this client from others. */
    synchronized String id() {
        return opened == null ? "" : opened.join().client().getId();
    }

    private Opened open() {
        Opened made = context.bean(RedissonClient.class)
                .map(bean -> new Opened(bean, false))
                .orElseGet(() -> new Opened(create(), true));
        registerNode(made.client());
        return made;
    }

    /** For lists of holders only: whoever cannot register is listed by its client's id. */
    private void registerNode(RedissonClient client) {
        String node = context.config("guarded.node")
                .orElseGet(() -> ManagementFactory.getRuntimeMXBean().getName());
        var unused = NodeNames.register(client, node).whenComplete((done, failure) -> {
            if (failure != null) {
                RedisLockProvider.LOG.log(Level.DEBUG, "the name of this node was not registered in Redis", failure);
            }
            again(client, failure == null ? NodeNames.KEPT.dividedBy(3) : RETRY);
        });
    }

    private void again(RedissonClient client, Duration delay) {
        if (!isClosed() && !client.isShutdown()) {
            var unused = context.timer().schedule(() -> registerNode(client), delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private RedissonClient create() {
        try {
            return Redisson.create(config);
        } catch (IllegalArgumentException e) {
            // Redisson checks much of a YAML only now, and quotes addresses, which may contain a password
            String message = String.valueOf(e.getMessage());
            boolean quotes = message.contains("@") || message.contains("://");
            throw new NoClientException(
                    "Redisson refuses its configuration: " + (quotes ? "an address is invalid" : message));
        }
    }

    /** Ends the client also if it is just being made; then on the thread that makes it. */
    void close() {
        CompletableFuture<Opened> latest = stop();
        if (latest != null) {
            var unused = latest.thenAccept(Opened::close);
        }
    }

    private synchronized @Nullable CompletableFuture<Opened> stop() {
        CompletableFuture<Opened> latest = closed ? null : opened;
        closed = true;
        return latest;
    }

    private record Opened(RedissonClient client, boolean own) {

        void close() {
            if (own) {
                client.shutdown(0, 2, TimeUnit.SECONDS);
            }
        }
    }
}
