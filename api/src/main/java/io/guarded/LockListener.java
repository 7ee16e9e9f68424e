package io.guarded;

import java.time.Duration;
import java.util.Optional;

/**
 * Is told what happens to the locks of a manager in this JVM. Under CDI every bean of this type is one, and the facts are
 * events, too: observe {@link Acquired} or any other of them.
 *
 * <p>Told afterwards, on the manager's executor, one fact at a time and in about the order in which things happened. Nothing
 * waits for a listener, and what it throws is logged and changes nothing. If listeners are so slow that 100,000 facts wait,
 * further ones are left out, and the log says so.
 *
 * <p>A thread that re-enters a hold, and a wait without a thread that was cancelled, are not told. Each acquisition is
 * followed by one {@link Released} or one {@link Lost}, and by nothing more.
 *
 * @since 1.0
 */
public interface LockListener {

    /**
     * Is which lock a fact is about.
     *
     * @param name the lock's name. It may contain what users sent: no label for metrics, and to be
     *     {@linkplain LockName#printable(String) escaped} in a log
     * @param type the type of the provider that stores it
     * @param guard the guard that wanted it, whose name is the template; empty for a lock by hand
     * @since 1.0
     */
    record Lock(String name, String type, Optional<Guarded> guard) {}

    /**
     * Is something that happened.
     *
     * @since 1.0
     */
    sealed interface Fact {

        /**
         * Gives the lock that this is about.
         *
         * @return the lock
         */
        Lock lock();

        /**
         * Calls the method for this kind of fact.
         *
         * @param listener the listener to call
         */
        void tell(LockListener listener);
    }

    /**
     * Somebody has got a lock.
     *
     * @param lock the lock
     * @param waited how long it took, zero for a lock that was free and got without a question to the store
     * @param isHandedOff whether it came from another caller in this JVM without the store being asked
     * @since 1.0
     */
    record Acquired(Lock lock, Duration waited, boolean isHandedOff) implements Fact {
        @Override
        public void tell(LockListener listener) {
            listener.acquired(this);
        }
    }

    /**
     * A lock stayed busy for as long as somebody would wait, or as many waited as may.
     *
     * @param lock the lock
     * @param waited how long was waited
     * @since 1.0
     */
    record Busy(Lock lock, Duration waited) implements Fact {

        /**
         * Tells whether the call was skipped instead of refused.
         *
         * @return true if the guard says so
         */
        public boolean isSkipped() {
            return lock.guard()
                    .filter(guard -> guard.onBusy() == Guarded.OnBusy.SKIP)
                    .isPresent();
        }

        @Override
        public void tell(LockListener listener) {
            listener.busy(this);
        }
    }

    /**
     * The store failed or did not answer, so that nobody knows whether a lock is free.
     *
     * @param lock the lock
     * @param waited how long was waited
     * @param reason what the store said, without secrets
     * @since 1.0
     */
    record Unavailable(Lock lock, Duration waited, String reason) implements Fact {
        @Override
        public void tell(LockListener listener) {
            listener.unavailable(this);
        }
    }

    /**
     * The thread that wanted a lock was interrupted before it got it.
     *
     * @param lock the lock
     * @param waited how long was waited
     * @since 1.0
     */
    record Interrupted(Lock lock, Duration waited) implements Fact {
        @Override
        public void tell(LockListener listener) {
            listener.interrupted(this);
        }
    }

    /**
     * A hold has ended by its last handle.
     *
     * @param lock the lock
     * @param held how long it was held
     * @since 1.0
     */
    record Released(Lock lock, Duration held) implements Fact {
        @Override
        public void tell(LockListener listener) {
            listener.released(this);
        }
    }

    /**
     * A hold has ended before its holder wanted it.
     *
     * @param lock the lock
     * @param held how long it was held
     * @param reason why it was lost
     * @since 1.0
     */
    record Lost(Lock lock, Duration held, String reason) implements Fact {
        @Override
        public void tell(LockListener listener) {
            listener.lost(this);
        }
    }

    /**
     * Somebody has freed a lock by force. If it was held in this JVM, its hold is {@link Lost}, too; a holder elsewhere is
     * told there.
     *
     * @param lock the lock; its guard is known only if it was held in this JVM
     * @param id the id of the hold that had it
     * @param caller who wanted it, which may contain what users sent
     * @since 1.0
     */
    record Forced(Lock lock, String id, String caller) implements Fact {
        @Override
        public void tell(LockListener listener) {
            listener.forced(this);
        }
    }

    /**
     * Takes any fact; what the manager calls. Calls one of the others unless it is overridden.
     *
     * @param fact what happened
     */
    default void happened(Fact fact) {
        fact.tell(this);
    }

    /**
     * Somebody has got a lock.
     *
     * @param fact which, and after how long
     */
    default void acquired(Acquired fact) {}

    /**
     * A lock stayed busy.
     *
     * @param fact which, and for how long
     */
    default void busy(Busy fact) {}

    /**
     * The store could not be asked.
     *
     * @param fact for which lock, and why
     */
    default void unavailable(Unavailable fact) {}

    /**
     * A caller was interrupted.
     *
     * @param fact which lock it wanted
     */
    default void interrupted(Interrupted fact) {}

    /**
     * A lock was given back.
     *
     * @param fact which, and after how long
     */
    default void released(Released fact) {}

    /**
     * A lock was lost.
     *
     * @param fact which, and why
     */
    default void lost(Lost fact) {}

    /**
     * A lock was freed by force.
     *
     * @param fact which, and who wanted it
     */
    default void forced(Forced fact) {}
}
