package io.guarded.core;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs parts of a test on threads of their own. */
public final class Actors implements AutoCloseable {

    private final List<Actor<?>> actors = new CopyOnWriteArrayList<>();
    private final List<Object> results = new CopyOnWriteArrayList<>();

    /** Runs the work on a thread of its own, which ends with it, and waits; the failure comes as it was. */
    public <T> T call(Callable<T> work) throws Exception {
        try {
            T result = start(work).get();
            if (result != null) {
                results.add(result);
            }
            return result;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Exception failure) {
                throw failure;
            }
            throw failed;
        }
    }

    public <T> Actor<T> start(Callable<T> work) {
        Actor<T> actor = new Actor<>(work);
        actors.add(actor);
        actor.thread.start();
        return actor;
    }

    /** Starts work that is going to wait for a lock, and returns when it waits. */
    public <T> Actor<T> startAndAwaitBlocked(Callable<T> work) {
        Actor<T> actor = start(work);
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> actor.isBlocked() || actor.isDone());
        return actor;
    }

    /** Closes what calls have returned, such as handles. */
    public <T extends AutoCloseable> void closeAll(Class<T> type) throws Exception {
        for (Object result : results) {
            if (type.isInstance(result)) {
                type.cast(result).close();
            }
        }
    }

    @Override
    public void close() {
        actors.forEach(Actor::interrupt);
    }

    /** Is one thread with its work. */
    public static final class Actor<T> extends FutureTask<T> {

        private final Thread thread = new Thread(this, "actor");

        private Actor(Callable<T> work) {
            super(work);
            thread.setDaemon(true);
        }

        public void interrupt() {
            thread.interrupt();
        }

        private boolean isBlocked() {
            return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
        }
    }
}
