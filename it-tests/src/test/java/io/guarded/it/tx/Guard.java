package io.guarded.it.tx;

import io.guarded.Guarded;
import io.guarded.LockManager;
import io.guarded.LockName;

/** Names the locks of rows. */
final class Guard {

    static final String TEMPLATE = "row:{name}";

    private Guard() {}

    /** Takes the lock of a row away from whoever holds it, as an operator can. */
    static void lose(LockManager locks, String row) {
        String name = LockName.of("row", row).toString();
        String id = locks.locks().stream()
                .filter(lock -> lock.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
        if (!locks.getOrCreate(LockName.of("row", row), Guarded.REDIS).forceRelease(id)) {
            throw new IllegalStateException("not taken away");
        }
    }
}
