package io.guarded.it.faults;

/** Says whose locks are measured. */
enum Side {
    GUARDED {
        @Override
        Contender at(String url) {
            return GuardedContender.at(url);
        }
    },
    RLOCK {
        @Override
        Contender at(String url) {
            return PlainContender.at(url);
        }
    };

    /** Connects one with a client of its own. */
    abstract Contender at(String url);
}
