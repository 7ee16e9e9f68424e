package io.guarded.redis.testing;

import java.time.Duration;

/** Is one direction of a {@link Proxy}: what happens now to the bytes of all its links. */
final class Way {

    private enum State {
        OPEN,
        STOPPED,
        LOSING
    }

    private State state = State.OPEN;
    private Duration delay = Duration.ZERO;
    private boolean wasHit;

    synchronized void stop() {
        change(State.STOPPED);
    }

    synchronized void lose() {
        change(State.LOSING);
    }

    synchronized void delay(Duration time) {
        delay = time;
    }

    synchronized void clear() {
        delay = Duration.ZERO;
        change(State.OPEN);
    }

    private void change(State next) {
        state = next;
        wasHit = false;
        notifyAll();
    }

    synchronized void awaitHit() throws InterruptedException {
        while (!wasHit) {
            wait();
        }
    }

    /** Returns when bytes of the link may go on; false if they get lost. */
    boolean lets(Link link) throws InterruptedException {
        Thread.sleep(delay().toMillis());
        return decide(link);
    }

    private synchronized Duration delay() {
        return delay;
    }

    private synchronized boolean decide(Link link) throws InterruptedException {
        if (state != State.OPEN) {
            wasHit = true;
            notifyAll();
        }
        while (state == State.STOPPED) {
            wait();
        }
        if (state == State.LOSING) {
            link.hasLost();
        }
        return !link.isLossy();
    }
}
