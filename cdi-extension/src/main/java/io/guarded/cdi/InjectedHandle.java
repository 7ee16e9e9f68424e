package io.guarded.cdi;

import io.guarded.LockHandle;
import java.time.Duration;

/** Is the handle of whatever guard the calling thread is inside of, at each call. The guard alone ends it. */
class InjectedHandle implements LockHandle {

    @Override
    public String lockName() {
        return CurrentGuard.hold().lockName();
    }

    @Override
    public long fencingToken() {
        return CurrentGuard.hold().fencingToken();
    }

    @Override
    public boolean isHeld() {
        return CurrentGuard.hold().isHeld();
    }

    @Override
    public void ensureHeld() {
        CurrentGuard.hold().ensureHeld();
    }

    @Override
    public Duration remaining() {
        return CurrentGuard.hold().remaining();
    }

    @Override
    public void extend(Duration time) {
        CurrentGuard.hold().extend(time);
    }

    @Override
    public void onLost(Runnable callback) {
        CurrentGuard.hold().onLost(callback);
    }

    /** Work after a close would run without its lock. */
    @Override
    public void close() {
        throw new UnsupportedOperationException("the lock of a @Guarded method is released when its work has ended");
    }
}
