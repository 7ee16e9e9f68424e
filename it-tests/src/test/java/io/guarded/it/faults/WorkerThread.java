package io.guarded.it.faults;

import io.guarded.LockException;
import io.guarded.LockHandle;
import io.guarded.LockManager;
import io.guarded.LockSpec;
import io.guarded.NamedLock;
import io.guarded.it.faults.Event.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Takes locks, works under them for a random while, and tells of all that it sees. */
final class WorkerThread {

    static final int NAMES = 3;
    private static final int LAST_CANCELS = 20;
    private static final Duration[] WAITS = {Duration.ZERO, Duration.ofMillis(100), Duration.ofSeconds(2)};

    private final LockManager manager;
    private final int worker;
    private final String prefix;
    private final String id;
    private final Random random;
    private final ResourceClient resource;
    private final Thread thread = new Thread(this::work);
    private volatile boolean isToRest;
    private volatile int hurries;

    /** The one lock that all are to want, "" for any. */
    private volatile String wanted = "";

    private long attempts;
    private Attempt attempt = new Attempt("", 0, "", Duration.ZERO);

    /** Guarded by this: an interrupt that this thread must find. */
    private boolean isInterrupted;

    private WorkerThread(
            LockManager manager, int worker, int number, String prefix, long seed, ResourceClient resource) {
        this.manager = manager;
        this.worker = worker;
        this.prefix = prefix;
        this.id = prefix + "/" + worker + "." + ProcessHandle.current().pid() + "." + number + ".";
        this.random = new Random(seed);
        this.resource = resource;
    }

    static WorkerThread start(
            LockManager manager, int worker, int number, String prefix, long seed, ResourceClient resource) {
        WorkerThread made = new WorkerThread(manager, worker, number, prefix, seed, resource);
        made.thread.start();
        return made;
    }

    synchronized void interrupt() {
        isInterrupted = true;
        thread.interrupt();
    }

    /** Ends the body that it is in. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread
    void hurry() {
        wanted = "";
        hurries++;
    }

    /** Has it want one lock, and keep it, until it has to hurry. */
    void crowd(String wantedName) {
        wanted = wantedName;
    }

    void rest() throws InterruptedException, IOException {
        isToRest = true;
        thread.join();
        resource.close();
    }

    /** Whoever does not work on is told of: a history without work keeps every promise. */
    private void work() {
        try {
            workOn();
        } catch (RuntimeException | Error unexpected) {
            attempt.broken(unexpected);
        }
    }

    private void workOn() {
        while (!isToRest) {
            begin();
            attempt(wanted.isEmpty() && random.nextInt(4) == 0);
            findInterrupt();
            if (random.nextInt(10) == 0) {
                // comes as from another thread, before the next attempt or in it
                interruptSoon();
            }
        }
        // names are free now: what is given up here is mostly given up while Redis gives it
        for (int i = 0; i < LAST_CANCELS; i++) {
            begin();
            attempt(true);
        }
    }

    private void begin() {
        String only = wanted;
        String name = only.isEmpty() ? prefix + "-" + random.nextInt(NAMES) : only;
        Duration wait = only.isEmpty() ? WAITS[random.nextInt(WAITS.length)] : Times.LEASE.multipliedBy(2);
        attempt = new Attempt(id + attempts++, worker, name, wait);
        attempt.tell(Kind.INVOKED, wait.toNanos());
    }

    private void interruptSoon() {
        long micros = random.nextInt(20_000);
        var unused = CompletableFuture.runAsync(
                this::interrupt, CompletableFuture.delayedExecutor(micros, TimeUnit.MICROSECONDS));
    }

    private void attempt(boolean isCancelled) {
        try {
            LockSpec spec = LockSpec.of(attempt.name());
            NamedLock lock = manager.getOrCreate(attempt.isFenced() ? spec.fenced() : spec);
            if (isCancelled) {
                attemptAndCancel(lock);
            } else {
                hold(lock.acquire(attempt.longest()));
            }
        } catch (LockException outcome) {
            attempt.tell(outcome);
        } catch (IOException | RuntimeException | Error unexpected) {
            attempt.broken(unexpected);
        }
    }

    private void attemptAndCancel(NamedLock lock) throws IOException {
        CompletableFuture<LockHandle> future = lock.acquireAsync(attempt.longest());
        try {
            hold(future.get(random.nextInt(3_000), TimeUnit.MICROSECONDS));
        } catch (TimeoutException | InterruptedException early) {
            if (early instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            if (future.cancel(false)) {
                attempt.tell(Kind.CANCELLED, 0);
            } else {
                holdWhatCame(future);
            }
        } catch (ExecutionException e) {
            attempt.tell(e.getCause());
        }
    }

    private void holdWhatCame(CompletableFuture<LockHandle> future) throws IOException {
        if (future.isCompletedExceptionally()) {
            var unused = future.handle((handle, failure) -> failure).thenAccept(attempt::tell);
        } else {
            hold(future.join());
        }
    }

    private void hold(LockHandle handle) throws IOException {
        try (handle) {
            attempt.tell(Kind.ACQUIRED, attempt.isFenced() ? handle.fencingToken() : Hold.NO_TOKEN);
            attempt.tell(Kind.LEFT, handle.remaining().toNanos());
            long end = System.nanoTime() + bodyNanos();
            int before = hurries;
            // a refused write does not end it: whether the handle knows is another question
            while (System.nanoTime() < end && hurries == before && attempt.sees(handle) && !isToRest) {
                attempt.write(resource, handle);
                LockSupport.parkNanos(2_000_000);
                yieldIfInterrupted();
            }
            // a body is mostly shorter than the pause between two looks
            attempt.sees(handle);
            attempt.tell(Kind.RELEASING, 0);
        }
        attempt.tell(Kind.RELEASED, 0);
    }

    /** Mostly short, some for longer than a lease, so that most faults come while somebody holds. */
    private long bodyNanos() {
        int kind = random.nextInt(25);
        if (kind == 0 || !wanted.isEmpty()) {
            return (long) ((1 + 3 * random.nextDouble()) * Times.LEASE.toNanos());
        }
        return (long)
                (random.nextDouble() * Duration.ofMillis(kind < 4 ? 500 : 5).toNanos());
    }

    /** A thread that is interrupted does not park. */
    private void yieldIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            Thread.yield();
        }
    }

    private void findInterrupt() {
        synchronized (this) {
            boolean isFound = Thread.interrupted();
            if (isInterrupted && !isFound) {
                attempt.tell(Kind.SWALLOWED, 0);
            }
            isInterrupted = false;
        }
    }
}
