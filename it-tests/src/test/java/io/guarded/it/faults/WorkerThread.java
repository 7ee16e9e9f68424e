package io.guarded.it.faults;

import io.guarded.LockBusyException;
import io.guarded.LockException;
import io.guarded.LockHandle;
import io.guarded.LockInterruptedException;
import io.guarded.LockLostException;
import io.guarded.LockManager;
import io.guarded.LockSpec;
import io.guarded.LockUnavailableException;
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
    private String attempt = "";
    private String name = "";
    private Duration wait = Duration.ZERO;

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

    private void work() {
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
        attempt = id + attempts++;
        String only = wanted;
        name = only.isEmpty() ? prefix + "-" + random.nextInt(NAMES) : only;
        wait = only.isEmpty() ? WAITS[random.nextInt(WAITS.length)] : Times.LEASE.multipliedBy(2);
        tell(Kind.INVOKED, wait.toNanos());
    }

    private void interruptSoon() {
        long micros = random.nextInt(20_000);
        var unused = CompletableFuture.runAsync(
                this::interrupt, CompletableFuture.delayedExecutor(micros, TimeUnit.MICROSECONDS));
    }

    private void attempt(boolean isCancelled) {
        try {
            NamedLock lock = manager.getOrCreate(isFenced() ? LockSpec.of(name).fenced() : LockSpec.of(name));
            if (isCancelled) {
                attemptAndCancel(lock);
            } else {
                hold(lock.acquire(wait));
            }
        } catch (LockException outcome) {
            tell(outcome);
        } catch (IOException | RuntimeException unexpected) {
            broken(unexpected);
        }
    }

    private void attemptAndCancel(NamedLock lock) throws IOException {
        CompletableFuture<LockHandle> future = lock.acquireAsync(wait);
        try {
            hold(future.get(random.nextInt(3_000), TimeUnit.MICROSECONDS));
        } catch (TimeoutException | InterruptedException early) {
            if (early instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            if (future.cancel(false)) {
                tell(Kind.CANCELLED, 0);
            } else {
                holdWhatCame(future);
            }
        } catch (ExecutionException e) {
            tell(e.getCause());
        }
    }

    private void holdWhatCame(CompletableFuture<LockHandle> future) throws IOException {
        if (future.isCompletedExceptionally()) {
            var unused = future.handle((handle, failure) -> failure).thenAccept(this::tell);
        } else {
            hold(future.join());
        }
    }

    private void hold(LockHandle handle) throws IOException {
        try (handle) {
            tell(Kind.ACQUIRED, isFenced() ? handle.fencingToken() : Hold.NO_TOKEN);
            tell(Kind.LEFT, handle.remaining().toNanos());
            long end = System.nanoTime() + bodyNanos();
            int before = hurries;
            // a refused write does not end it: whether the handle knows is another question
            while (System.nanoTime() < end && hurries == before && see(handle)) {
                write(handle);
                LockSupport.parkNanos(2_000_000);
                yieldIfInterrupted();
            }
            tell(Kind.RELEASING, 0);
        }
        tell(Kind.RELEASED, 0);
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

    private boolean see(LockHandle handle) {
        long before = System.nanoTime();
        boolean isHeld = handle.isHeld();
        WorkerMain.print(new Event(before, isHeld ? Kind.SEEN : Kind.LOST, attempt, worker, name, 0).line());
        return isHeld && !isToRest;
    }

    /** All but the last name: a lock without tokens is passed on even if Redis gives none. */
    private boolean isFenced() {
        return !name.endsWith("-" + (NAMES - 1));
    }

    private void write(LockHandle handle) throws IOException {
        if (!isFenced()) {
            return;
        }
        long token = handle.fencingToken();
        long value = resource.read(name, token);
        boolean isTaken = value >= 0 && resource.write(name, token, value + 1);
        tell(isTaken ? Kind.WROTE : Kind.REFUSED, value + 1);
    }

    private void findInterrupt() {
        synchronized (this) {
            boolean isFound = Thread.interrupted();
            if (isInterrupted && !isFound) {
                broken(new IllegalStateException("an interrupt was swallowed"));
            }
            isInterrupted = false;
        }
    }

    private void tell(Throwable outcome) {
        if (outcome instanceof LockBusyException) {
            tell(Kind.BUSY, 0);
        } else if (outcome instanceof LockUnavailableException) {
            tell(Kind.UNAVAILABLE, 0);
        } else if (outcome instanceof LockInterruptedException) {
            tell(Kind.INTERRUPTED, 0);
        } else if (outcome instanceof LockLostException) {
            tell(Kind.LOST, 0);
        } else {
            broken(outcome);
        }
    }

    private void broken(Throwable failure) {
        failure.printStackTrace();
        tell(Kind.BROKEN, 0);
    }

    private void tell(Kind kind, long number) {
        WorkerMain.print(new Event(System.nanoTime(), kind, attempt, worker, name, number).line());
    }
}
