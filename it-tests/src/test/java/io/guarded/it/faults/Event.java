package io.guarded.it.faults;

import java.util.Optional;

/**
 * Is one thing that a worker saw, at a moment of {@link System#nanoTime()}, which all processes of a machine share.
 *
 * @param nanos the moment
 * @param kind what it was
 * @param attempt the attempt at a lock that it belongs to, unique in a history
 * @param worker the number of the process
 * @param name the lock's name
 * @param number what the kind says
 */
record Event(long nanos, Kind kind, String attempt, int worker, String name, long number) {

    private static final String MARK = "E";

    enum Kind {
        /** An attempt began; the number is how long it may wait, in nanoseconds. */
        INVOKED,
        /** It got the lock; the number is the fencing token. */
        ACQUIRED,
        /** What was left of the lease when the lock was given; the number is in nanoseconds. */
        LEFT,
        /** The handle said that the lock was held; the moment is before it was asked, the number what is left of the lease. */
        SEEN,
        /** The resource took a write; the number is the value written. */
        WROTE,
        /** The resource refused a token. */
        REFUSED,
        /** The handle said that the hold was lost. */
        LOST,
        /** The worker begins to release. */
        RELEASING,
        /** The release returned. */
        RELEASED,
        BUSY,
        UNAVAILABLE,
        INTERRUPTED,
        /** A caller gave its attempt up: whether it got the lock is unknown. */
        CANCELLED,
        /** The worker's pulse came late, by the number in nanoseconds: of no attempt. */
        LATE,
        /** An interrupt that came was found by nobody. */
        SWALLOWED,
        /** Something that no fault explains. */
        BROKEN
    }

    /** Whether it says how an attempt ended. */
    boolean isOutcome() {
        return switch (kind) {
            case ACQUIRED, BUSY, UNAVAILABLE, INTERRUPTED, CANCELLED -> true;
            default -> false;
        };
    }

    /** Whether it must not happen, whatever goes wrong. */
    boolean isOdd() {
        return kind == Kind.SWALLOWED || kind == Kind.BROKEN;
    }

    String line() {
        return String.join(
                " ",
                MARK,
                Long.toString(nanos),
                kind.name(),
                attempt,
                Integer.toString(worker),
                name,
                Long.toString(number));
    }

    /** Nothing if the line is another one, or the rest of a process that was killed while it wrote. */
    static Optional<Event> of(String line) {
        String[] part = line.split(" ", -1);
        return part.length == 7 && part[0].equals(MARK)
                ? Optional.of(new Event(
                        Long.parseLong(part[1]),
                        Kind.valueOf(part[2]),
                        part[3],
                        Integer.parseInt(part[4]),
                        part[5],
                        Long.parseLong(part[6])))
                : Optional.empty();
    }
}
