package io.guarded.cdi;

import org.jspecify.annotations.Nullable;

/**
 * Interrupts a body whose lock is lost, and only the body: delivery and the body's end exclude each other, so that nothing
 * is delivered to what the thread does after it.
 */
final class Interruption {

    /** Null when the body has ended. Guarded by this, like all below. */
    private @Nullable Thread thread;

    private boolean isDelivered;

    private Interruption(Thread thread) {
        this.thread = thread;
    }

    static Interruption ofThisThread() {
        return new Interruption(Thread.currentThread());
    }

    synchronized void deliver() {
        if (thread != null) {
            isDelivered = true;
            thread.interrupt();
        }
    }

    /**
     * Ends the body, on its thread. Takes the interrupt back if it was delivered here: the thread goes on with a commit and
     * with the work of others. What somebody else has delivered stays.
     *
     * @return whether it was delivered
     */
    synchronized boolean end() {
        thread = null;
        if (isDelivered) {
            boolean unused = Thread.interrupted();
        }
        return isDelivered;
    }
}
