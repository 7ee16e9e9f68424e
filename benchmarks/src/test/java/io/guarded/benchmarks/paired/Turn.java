package io.guarded.benchmarks.paired;

/**
 * Is what one contender did in one round.
 *
 * @param pairs how often it acquired and released, all threads together
 * @param seconds how long it took
 * @param cpu seconds of processor that its threads used, all together
 * @param process seconds of processor that this process used, clients of the network and all
 * @param bytes what its threads allocated for a pair
 */
record Turn(long pairs, double seconds, double cpu, double process, double bytes) {

    double perSecond() {
        // none in the time is less than one
        return Math.max(1, pairs) / seconds;
    }

    double processOfPair() {
        return process / Math.max(1, pairs);
    }

    double cpuOfPair() {
        return cpu / Math.max(1, pairs);
    }
}
