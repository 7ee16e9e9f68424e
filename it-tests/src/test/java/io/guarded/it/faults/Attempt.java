package io.guarded.it.faults;

import io.guarded.LockBusyException;
import io.guarded.LockHandle;
import io.guarded.LockInterruptedException;
import io.guarded.LockLostException;
import io.guarded.LockUnavailableException;
import io.guarded.it.faults.Event.Kind;
import java.io.IOException;
import java.time.Duration;

/**
 * Is one attempt of a worker at a lock, and tells what becomes of it.
 *
 * @param id unique in a history
 * @param worker the number of the process
 * @param name the lock's name
 * @param longest how long it may wait
 */
record Attempt(String id, int worker, String name, Duration longest) {

    boolean isFenced() {
        return isFenced(name);
    }

    /** All but the last name: a lock without tokens is passed on even if Redis gives none. */
    static boolean isFenced(String name) {
        return !name.endsWith("-" + (WorkerThread.NAMES - 1));
    }

    /** Whether the handle says that the lock is held, which is told, too. */
    boolean sees(LockHandle handle) {
        long before = System.nanoTime();
        boolean isHeld = handle.isHeld();
        tell(before, isHeld ? Kind.SEEN : Kind.LOST, isHeld ? handle.remaining().toNanos() : 0);
        return isHeld;
    }

    /** Adds one to the number that the resource has under a fenced lock. */
    void write(ResourceClient resource, LockHandle handle) throws IOException {
        if (isFenced()) {
            long token = handle.fencingToken();
            long value = resource.read(name, token);
            boolean isTaken = value >= 0 && resource.write(name, token, value + 1);
            tell(isTaken ? Kind.WROTE : Kind.REFUSED, value + 1);
        }
    }

    void tell(Throwable outcome) {
        if (outcome instanceof LockBusyException) {
            tell(Kind.BUSY, 0);
        } else if (outcome instanceof LockUnavailableException) {
            tell(Kind.UNAVAILABLE, 0);
        } else if (outcome instanceof LockInterruptedException) {
            tell(Kind.INTERRUPTED, 0);
        } else if (outcome instanceof LockLostException) {
            tell(Kind.LOST, 0);
        } else {
            broken(outcome);
        }
    }

    void broken(Throwable failure) {
        failure.printStackTrace();
        tell(Kind.BROKEN, 0);
    }

    void tell(Kind kind, long number) {
        tell(System.nanoTime(), kind, number);
    }

    private void tell(long nanos, Kind kind, long number) {
        WorkerMain.print(new Event(nanos, kind, id, worker, name, number).line());
    }
}
