package io.guarded.it.faults;

import io.guarded.it.faults.Site.Shape;
import io.guarded.redis.testing.Proxy.Direction;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/** What can go wrong around a lock. Each is done to a site and undone again. */
enum Fault {
    WORKER_KILLED(all(), Strike::killWorker),
    WORKER_STOPPED(all(), Strike::stopWorker),
    INTERRUPTS(all(), Strike::interruptWorker),
    REDIS_STOPPED(single(), strike -> strike.stop(strike.redis())),
    REDIS_KILLED(single(), Strike::killRedis),
    CONNECTIONS_KILLED(all(), strike -> strike.tellAll("CLIENT", "KILL", "TYPE", "normal")),
    SUBSCRIPTIONS_KILLED(all(), strike -> strike.tellAll("CLIENT", "KILL", "TYPE", "pubsub")),
    CLIENTS_PAUSED(single(), Strike::pauseClients),
    DATA_FLUSHED(all(), Strike::flush),
    KEY_DELETED(all(), Strike::deleteKey),
    /** All of a worker want one lock, and its key goes while they wait for the one who holds. */
    KEY_LOST_IN_A_CROWD(single(), Strike::loseKeyInCrowd),
    KEY_OF_ANOTHER_TYPE(all(), Strike::takeKey),
    SCRIPTS_FLUSHED(all(), strike -> strike.tellAll("SCRIPT", "FLUSH")),
    LINE_CUT(single(), Strike::cutLine),
    QUESTIONS_STOPPED(single(), strike -> strike.stopLine(Direction.TO_SERVER)),
    REPLIES_STOPPED(single(), strike -> strike.stopLine(Direction.TO_CLIENT)),
    /** All of a worker want one lock, and pass it on when its lease, which cannot be renewed, is almost over. */
    LEASE_PASSED_ON(single(), Strike::passLeaseOn),
    REPLIES_LOST(single(), Strike::loseReplies),
    LINE_SLOW(single(), Strike::slowLine),
    CLOCK_FORWARD(single(), Strike::setClockForward),
    CLOCK_BACKWARD(single(), Strike::setClockBack),
    MASTER_LOST(EnumSet.of(Shape.SENTINELS), Strike::loseMaster),
    /** Told of one name only; the others that are there have the same. */
    SHARD_STOPPED(EnumSet.of(Shape.CLUSTER), strike -> strike.stop(strike.server()));

    @SuppressWarnings("ImmutableEnumChecker") // nobody changes it
    private final Set<Shape> shapes;

    @SuppressWarnings("ImmutableEnumChecker") // it has no state
    private final Consumer<Strike> deed;

    Fault(Set<Shape> shapes, Consumer<Strike> deed) {
        this.shapes = shapes;
        this.deed = deed;
    }

    /** Does it, and undoes it after a while. */
    void happen(Strike strike) {
        deed.accept(strike);
    }

    boolean fits(Site site) {
        return shapes.contains(site.shape) && (!isOfTheClock() || site.clock.isPresent());
    }

    /** Tokens may go back if their counters are lost while the server's clock is set back, and that is documented. */
    boolean agreesWith(Fault other, Shape shape) {
        return !(isOfTheClock() && other.losesCounters(shape)) && !(losesCounters(shape) && other.isOfTheClock());
    }

    private boolean losesCounters(Shape shape) {
        return this == DATA_FLUSHED || (this == REDIS_KILLED && shape == Shape.PLAIN);
    }

    private boolean isOfTheClock() {
        return this == CLOCK_FORWARD || this == CLOCK_BACKWARD;
    }

    /** Whether it concerns only one worker. */
    boolean isOfOneWorker() {
        return switch (this) {
            case WORKER_KILLED,
                    WORKER_STOPPED,
                    INTERRUPTS,
                    LINE_CUT,
                    QUESTIONS_STOPPED,
                    REPLIES_STOPPED,
                    REPLIES_LOST,
                    LINE_SLOW -> true;
            default -> false;
        };
    }

    boolean isOfOneName() {
        return losesOneKey() || this == SHARD_STOPPED;
    }

    private boolean losesOneKey() {
        return this == KEY_DELETED || this == KEY_LOST_IN_A_CROWD || this == KEY_OF_ANOTHER_TYPE;
    }

    boolean losesLocks(Shape shape) {
        return switch (this) {
            case DATA_FLUSHED,
                    KEY_DELETED,
                    KEY_LOST_IN_A_CROWD,
                    KEY_OF_ANOTHER_TYPE,
                    MASTER_LOST,
                    CLOCK_FORWARD,
                    CLOCK_BACKWARD -> true;
            case REDIS_KILLED -> shape == Shape.PLAIN;
            default -> false;
        };
    }

    /** Whether all servers go on and can be asked. */
    boolean keepsServers() {
        return this == DATA_FLUSHED || losesOneKey() || isOfTheClock();
    }

    private static Set<Shape> all() {
        return EnumSet.allOf(Shape.class);
    }

    private static Set<Shape> single() {
        return EnumSet.of(Shape.PLAIN, Shape.LOGGED);
    }
}
