package io.guarded.redis;

import io.guarded.redis.ClientSource.Opened;
import io.guarded.spi.ProviderContext;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;

/**
 * Gives the one client of a provider, the application's or one that is made at the first use, once it was tested.
 *
 * <p>Redisson.create blocks until it is connected, and throws if Redis is away: it runs on the manager's executor, once at a
 * time. Redisson's lazyInitialization connects on the thread of the first command, and all others park behind it (4.7.0).
 *
 * <p>Who comes while a test runs gets its verdict. A bad one stands for a second, so that a Redis that is away is not pelted;
 * then the next call has it tested again. A good one stands for good: what fails later fails for itself.
 */
final class Connection {

    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** What core puts before keys if nothing else is set. */
    private static final String DEFAULT_PREFIX = "lock:";

    private final ClientSource source;
    private final NodeRegistration registration;
    private final Executor executor;
    private final Optional<String> prefix;
    private final Duration timeout;

    /** The tested client; null before, and after the end. */
    private volatile @Nullable CompletableFuture<RedissonClient> ready;

    /** Guarded by this, like all below. */
    private @Nullable CompletableFuture<RedissonClient> latest;

    private @Nullable Opened opened;
    private Verdict verdict = Verdict.NONE;
    private long failedAt;
    private boolean isStopped;

    Connection(ProviderContext context, ClientSource source) {
        this.source = source;
        this.registration = new NodeRegistration(context);
        this.executor = context.executor();
        this.prefix = context.config("guarded.key-prefix");
        this.timeout = context.storeTimeout();
    }

    /** The key is what the caller wants to use; it tells whether keys have a prefix. */
    CompletionStage<RedissonClient> client(String key) {
        CompletableFuture<RedissonClient> tested = ready;
        return tested != null ? tested : untested(key);
    }

    private synchronized CompletableFuture<RedissonClient> untested(String key) {
        if (isStopped) {
            return CompletableFuture.failedFuture(new NoClientException("the provider is closed"));
        }
        CompletableFuture<RedissonClient> current = latest;
        boolean isCurrent =
                current != null && (!current.isCompletedExceptionally() || System.nanoTime() - failedAt < RETRY_NANOS);
        return current != null && isCurrent ? current : begin(prefixOf(key));
    }

    /** A prefix that is set but empty looks as if it were not set. */
    private String prefixOf(String key) {
        return prefix.orElse(key.startsWith(DEFAULT_PREFIX) ? DEFAULT_PREFIX : "");
    }

    private CompletableFuture<RedissonClient> begin(String keyPrefix) {
        CompletableFuture<RedissonClient> begun = new CompletableFuture<>();
        latest = begun;
        try {
            executor.execute(() -> BorrowedThread.run(() -> test(begun, keyPrefix)));
        } catch (RuntimeException | Error ended) {
            // a server's executor refuses with an exception of its choice
            fail(begun, "the executor of the lock manager has ended", ended);
        }
        return begun;
    }

    private void test(CompletableFuture<RedissonClient> begun, String keyPrefix) {
        Opened client = null;
        try {
            client = open();
            Opened made = client;
            new SelfTest(made.client(), keyPrefix, registration.node())
                    .run()
                    .thenApply(new Eviction(source.where(made))::warning)
                    .whenComplete((warning, failure) -> {
                        if (failure == null) {
                            pass(begun, made, warning);
                        } else {
                            fail(begun, source.diagnosis(made, keyPrefix).of(failure), failure);
                        }
                    });
        } catch (RuntimeException | Error failure) {
            // an Error too: whoever waits has to be told
            fail(begun, source.diagnosis(client, keyPrefix).of(failure), failure);
        }
    }

    /** Only one test runs at a time, and so only one client is made. */
    private Opened open() {
        Opened known = opened();
        if (known != null && !known.client().isShutdown()) {
            return known;
        }
        Opened made = source.open();
        synchronized (this) {
            opened = made;
        }
        return made;
    }

    private void pass(CompletableFuture<RedissonClient> begun, Opened tested, String warning) {
        boolean isNews;
        synchronized (this) {
            isNews = verdict.state() == Verdict.State.FAILED;
            verdict = Verdict.good(warning);
            if (!isStopped) {
                ready = begun;
                registration.keep(tested.client());
            }
        }
        if (isNews) {
            Log.write(Level.INFO, () -> "Redis can be used for locks now");
        }
        if (!warning.isEmpty()) {
            Log.write(Level.WARNING, () -> warning);
        }
        begun.complete(tested.client());
    }

    private void fail(CompletableFuture<RedissonClient> begun, String text, Throwable failure) {
        boolean isNews;
        synchronized (this) {
            isNews = !verdict.text().equals(text) && !isStopped;
            verdict = Verdict.failed(text);
            failedAt = System.nanoTime();
        }
        if (isNews) {
            Log.write(Level.WARNING, () -> text);
        }
        begun.completeExceptionally(new NoClientException(text, failure));
    }

    String where() {
        return source.where(opened());
    }

    /** Gives the id by which Redisson tells the holds of this client from others. */
    String id() {
        Opened known = opened();
        return known == null ? "" : known.client().getId();
    }

    synchronized Verdict verdict() {
        return verdict;
    }

    private synchronized @Nullable Opened opened() {
        return opened;
    }

    /** From now on nobody gets the client. */
    synchronized void stop() {
        isStopped = true;
        ready = null;
    }

    /** Ends the client; waits for one that is just being made. */
    void close() {
        CompletableFuture<RedissonClient> last;
        synchronized (this) {
            stop();
            last = latest;
        }
        if (last != null) {
            Answers.await(last, timeout);
            // also if it took longer: then on the thread that made it
            var unused = last.whenComplete((client, failure) -> end());
        }
    }

    private void end() {
        Opened last;
        synchronized (this) {
            last = opened;
            opened = null;
        }
        if (last != null) {
            Answers.await(registration.end(last.client()), timeout);
            last.close();
        }
    }
}
