package io.guarded.rest;

import io.guarded.LockLostException;
import io.guarded.LockName;
import io.guarded.cdi.CurrentGuard;
import io.guarded.cdi.Surroundings;
import io.guarded.core.Hold;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Writes the body's stream inside the hold, once, if that begins in time; else the hold is released without it. */
@SuppressWarnings("FutureReturnValueIgnored") // the callbacks log what fails
final class GuardedStream implements StreamingOutput {

    private static final Logger LOG = System.getLogger(GuardedStream.class.getPackageName());

    private final StreamingOutput body;
    private final Hold hold;
    private final CompletableFuture<Boolean> begun;
    private final Duration patience;

    private GuardedStream(StreamingOutput body, Hold hold, CompletableFuture<Boolean> begun, Duration patience) {
        this.body = body;
        this.hold = hold;
        this.begun = begun;
        this.patience = patience;
    }

    static StreamingOutput over(StreamingOutput body, Hold hold, Surroundings surroundings) {
        try {
            hold.leave();
            CompletableFuture<Boolean> begun = surroundings.awaitStart();
            GuardedStream stream = new GuardedStream(body, hold, begun, surroundings.streamStart());
            begun.thenAccept(isInTime -> stream.giveUp(!isInTime));
            return stream;
        } catch (RuntimeException | Error failure) {
            hold.finish(failure);
            throw failure;
        }
    }

    /** Runs on the timer's thread, so it does not wait for the store's answer. */
    private void giveUp(boolean isLate) {
        if (isLate) {
            LOG.log(Level.WARNING, "{0}; the lock was released", late());
            hold.release().whenComplete((done, problem) -> {
                if (problem != null) {
                    LOG.log(Level.WARNING, "the lock was not released cleanly; its lease frees it", problem);
                }
            });
        }
    }

    @Override
    public void write(OutputStream output) throws IOException {
        begin();
        try (Hold.Stay inside = CurrentGuard.enter(hold)) {
            hold.ensureHeld();
            body.write(output);
        } catch (Throwable failure) {
            hold.finish(failure);
            throw failure;
        }
        hold.finish();
    }

    private void begin() {
        if (begun.complete(true)) {
            return;
        }
        if (begun.join()) {
            throw new IllegalStateException("a guarded stream is written once; its lock was released after that");
        }
        throw new LockLostException(hold.lockName(), "the stream was not begun within " + patience.toMillis() + " ms");
    }

    private String late() {
        return "the stream of lock \"" + LockName.printable(hold.lockName()) + "\" was not begun within "
                + patience.toMillis() + " ms";
    }
}
