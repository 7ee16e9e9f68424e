package io.guarded.cdi;

import io.guarded.core.Hold;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Is another hold, but for what a subclass changes. */
abstract class ForwardingHold implements Hold {

    private final Hold hold;

    ForwardingHold(Hold hold) {
        this.hold = hold;
    }

    @Override
    public void finish() {
        hold.finish();
    }

    @Override
    public void finish(Throwable failure) {
        hold.finish(failure);
    }

    @Override
    public CompletableFuture<Void> release() {
        return hold.release();
    }

    @Override
    public Stay enter() {
        return hold.enter();
    }

    @Override
    public void leave() {
        hold.leave();
    }

    @Override
    public Hold share() {
        return hold.share();
    }

    @Override
    public String lockName() {
        return hold.lockName();
    }

    @Override
    public long fencingToken() {
        return hold.fencingToken();
    }

    @Override
    public boolean isHeld() {
        return hold.isHeld();
    }

    @Override
    public void ensureHeld() {
        hold.ensureHeld();
    }

    @Override
    public Duration remaining() {
        return hold.remaining();
    }

    @Override
    public void extend(Duration time) {
        hold.extend(time);
    }

    @Override
    public void onLost(Runnable callback) {
        hold.onLost(callback);
    }

    @Override
    public Registration whenLost(Runnable callback) {
        return hold.whenLost(callback);
    }

    @Override
    public void close() {
        hold.close();
    }
}
