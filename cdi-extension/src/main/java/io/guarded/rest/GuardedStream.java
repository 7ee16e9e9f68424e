package io.guarded.rest;

import io.guarded.cdi.Beginning;
import io.guarded.cdi.CurrentGuard;
import io.guarded.cdi.Surroundings;
import io.guarded.core.Hold;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;

/** Writes the body's stream inside the hold, once, if that begins in time; else the hold is released without it. */
final class GuardedStream implements StreamingOutput {

    private final StreamingOutput body;
    private final Hold hold;
    private final Beginning beginning;

    private GuardedStream(StreamingOutput body, Hold hold, Beginning beginning) {
        this.body = body;
        this.hold = hold;
        this.beginning = beginning;
    }

    static StreamingOutput over(StreamingOutput body, Hold hold, Surroundings surroundings) {
        return new GuardedStream(body, hold, Beginning.await(hold, surroundings));
    }

    @Override
    public void write(OutputStream output) throws IOException {
        beginning.begin();
        try (Hold.Stay inside = CurrentGuard.enter(hold)) {
            body.write(output);
        } catch (Throwable failure) {
            hold.finish(failure);
            throw failure;
        }
        hold.finish();
    }
}
