package io.guarded.cdi;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Uses the server's managed executors where JNDI has them, else the JDK's common pool and timer. No thread of our own.
 *
 * <p>JNDI may not have them yet while the application is deployed, and has them only for threads of the application. So they
 * are looked up twice: at deployment, and if that found nothing, at the first guarded call.
 */
final class ServerSurroundings implements Surroundings {

    private final Duration streamStart;
    private final ClassLoader application;
    private volatile int looksLeft = 2;
    private volatile Executor server = ForkJoinPool.commonPool();
    private volatile @Nullable ScheduledExecutorService timer;

    ServerSurroundings(Duration streamStart, ClassLoader application) {
        this.streamStart = streamStart;
        this.application = application;
        look();
    }

    void look() {
        if (looksLeft == 0) {
            return;
        }
        looksLeft = looksLeft > 1 ? 1 : 0;
        Naming.find("java:comp/DefaultManagedExecutorService", Executor.class).ifPresent(found -> {
            server = found;
            looksLeft = 0;
        });
        Naming.find("java:comp/DefaultManagedScheduledExecutorService", ScheduledExecutorService.class)
                .ifPresent(found -> timer = found);
    }

    /** Gives one executor for good, behind which the server's appears when it is found. */
    @Override
    public Executor executor() {
        return task -> server.execute(() -> runAsApplication(task));
    }

    /** A managed executor carries the submitter's context, and a timer or a store's client has none of the application. */
    private void runAsApplication(Runnable task) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(application);
        try {
            task.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public Duration streamStart() {
        return streamStart;
    }

    @Override
    public CompletableFuture<Boolean> awaitStart() {
        CompletableFuture<Boolean> begun = new CompletableFuture<>();
        ScheduledExecutorService managed = timer;
        if (managed == null || !schedule(begun, managed)) {
            begun.completeOnTimeout(false, streamStart.toMillis(), TimeUnit.MILLISECONDS);
        }
        return begun;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a late cancel cannot fail
    private boolean schedule(CompletableFuture<Boolean> begun, ScheduledExecutorService managed) {
        try {
            Future<?> end =
                    managed.schedule(() -> begun.complete(false), streamStart.toMillis(), TimeUnit.MILLISECONDS);
            begun.whenComplete((isInTime, never) -> end.cancel(false));
            return true;
        } catch (RuntimeException | Error failure) {
            // with an exception of its choice, when its application ends
            return false;
        }
    }
}
