package io.guarded.cdi;

import io.guarded.core.CloseableLockManager;
import java.time.Duration;

/** Is a library for metrics. Used by one thread at a time. */
interface Instruments {

    /** What the names of all instruments begin with. */
    String PREFIX = "guarded.";

    /** Somebody has tried to get a lock, for so long. */
    void attempt(Labels labels, String outcome, Duration waited);

    void handedOff(Labels labels);

    /** A hold that lasted so long has ended. */
    void ended(Labels labels, Duration held, boolean isLost);

    /** Reads from now on how many hold and wait, whenever somebody wants to know. */
    void read(CloseableLockManager manager);

    /** Leaves nothing of the application behind in what a server may share. */
    void close();
}
