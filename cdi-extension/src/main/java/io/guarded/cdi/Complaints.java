package io.guarded.cdi;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/** Says what goes wrong where facts are told: loudly once, because it goes wrong with each fact from then on. */
final class Complaints {

    private static final Logger LOG = System.getLogger(Complaints.class.getPackageName());

    private final String who;
    private final AtomicBoolean hasBegun = new AtomicBoolean();

    /**
     * @param who fails, as a person would look for it
     */
    Complaints(String who) {
        this.who = who;
    }

    void failed(Throwable failure) {
        try {
            LOG.log(level(), who + " failed", failure);
        } catch (RuntimeException | Error ignored) {
            // there is no other place to tell it
        }
    }

    void leftOut() {
        try {
            LOG.log(level(), who + " fell behind; facts are left out");
        } catch (RuntimeException | Error ignored) {
            // there is no other place to tell it
        }
    }

    private Level level() {
        return hasBegun.compareAndSet(false, true) ? Level.WARNING : Level.DEBUG;
    }
}
