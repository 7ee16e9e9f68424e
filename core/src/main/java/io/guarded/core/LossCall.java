package io.guarded.core;

/** Is one callback that waits for the loss of one acquisition, itself and no other: the same one may wait more than once. */
final class LossCall implements Runnable, Hold.Registration {

    private final Grant grant;
    private final Runnable callback;

    LossCall(Grant grant, Runnable callback) {
        this.grant = grant;
        this.callback = callback;
    }

    @Override
    public void run() {
        callback.run();
    }

    @Override
    public void close() {
        grant.forget(this);
    }
}
