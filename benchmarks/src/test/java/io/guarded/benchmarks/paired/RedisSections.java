package io.guarded.benchmarks.paired;

import io.guarded.core.CloseableLockManager;
import io.guarded.redis.testing.Managers;
import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.integration.redis.util.RedisLockRegistry.RedisLockType;

/** Compares locks in Redis, whose server runs on the same machine. */
final class RedisSections {

    /** A busy machine is no fault here: an attempt that has to be made again would be counted twice. */
    static final String[] PATIENT = {"guarded.store-timeout", "60s"};

    private static final Duration TURN = Duration.ofMillis(500);
    private static final String OURS = "Guarded";
    private static final String STRICT = "Guarded, strictly first in first out (`guarded.overtakes=0`)";
    private static final String BARE = "bare `RLock`";
    private static final String FENCED = "`RFencedLock`";
    private static final String FAIR = "Redisson's fair lock";
    private static final String SPIN = "Spring `RedisLockRegistry`, spin lock";
    private static final String PUB_SUB = "Spring `RedisLockRegistry`, pub/sub";
    private static final String SHED_LOCK = "ShedLock";
    private static final String BY_HAND = "SET NX and Lua by hand";

    /** Asks nobody: what the threads of this machine can hand to each other in turn, whatever guards them. */
    private static final String CEILING = "a fair ReentrantLock, no Redis";

    private RedisSections() {}

    static Section uncontended() throws Exception {
        try (Peers peers = Peers.start()) {
            List<Contender> all = List.of(
                    Ours.guarded(OURS, peers.manager),
                    peers.redisson.lock(BARE),
                    peers.redisson.fencedLock(FENCED),
                    peers.redisson.fairLock(FAIR),
                    peers.spring.registry(SPIN, RedisLockType.SPIN_LOCK),
                    peers.spring.registry(PUB_SUB, RedisLockType.PUB_SUB_LOCK),
                    peers.spring.shedLock(SHED_LOCK),
                    peers.redisson.setIfAbsent(BY_HAND));
            Section section = section("redis-uncontended", "Pairs in a second, one thread, Redis (bare RLock = 1)");
            Measured measured = Rounds.of(TURN).run(all);
            section.goal(Goal.atLeast(
                    0.95, OURS + ", against " + BARE, "x the throughput", measured.throughput(OURS, BARE)));
            List<Double> commands = fill(section, measured, all, peers.redis);
            section.goal(sameCommands(commands.get(0), commands.get(1)));
            return section;
        }
    }

    static Section oneName() throws Exception {
        try (Peers peers = Peers.start();
                CloseableLockManager strict =
                        Managers.at(peers.redis.url(), "guarded.overtakes", "0", PATIENT[0], PATIENT[1])) {
            List<Contender> all = by(
                    8,
                    1,
                    Ours.guarded(OURS, peers.manager),
                    peers.redisson.lock(BARE),
                    Ours.guarded(STRICT, strict),
                    peers.redisson.fencedLock(FENCED),
                    peers.redisson.fairLock(FAIR),
                    peers.spring.registry(SPIN, RedisLockType.SPIN_LOCK),
                    peers.spring.registry(PUB_SUB, RedisLockType.PUB_SUB_LOCK),
                    Threading.reentrantLock(CEILING, true));
            Section section = section(
                    "redis-one-name", "Pairs in a second, 8 threads of one JVM on one name, Redis (bare RLock = 1)");
            Measured measured = Rounds.of(TURN).run(all);
            section.goal(against(measured, 50, OURS, BARE))
                    .goal(against(measured, 30, OURS, SPIN))
                    .goal(against(measured, 30, OURS, PUB_SUB))
                    .goal(against(measured, 20, STRICT, BARE))
                    .goal(against(measured, 10, STRICT, SPIN))
                    .goal(against(measured, 10, STRICT, PUB_SUB));
            double commands = fill(section, measured, all, peers.redis).get(0);
            return section.goal(
                    new Goal(OURS, "at most 0.1 commands for a pair", Spread.number(commands), commands <= 0.1));
        }
    }

    static Section manyNames() throws Exception {
        try (Peers peers = Peers.start()) {
            List<Contender> all = by(
                    64,
                    64,
                    Ours.guarded(OURS, peers.manager),
                    peers.redisson.lock(BARE),
                    peers.redisson.fencedLock(FENCED),
                    peers.redisson.fairLock(FAIR),
                    peers.spring.registry(SPIN, RedisLockType.SPIN_LOCK),
                    peers.spring.registry(PUB_SUB, RedisLockType.PUB_SUB_LOCK),
                    peers.redisson.setIfAbsent(BY_HAND));
            Section section =
                    section("redis-many-names", "Pairs in a second, 64 threads on 64 names, Redis (bare RLock = 1)");
            Measured measured = Rounds.of(TURN).run(all);
            section.goal(Goal.atLeast(
                    0.95, OURS + ", against " + BARE, "x the throughput", measured.throughput(OURS, BARE)));
            fill(section, measured, all, peers.redis);
            return section;
        }
    }

    private static List<Contender> by(int threads, int names, Contender... contenders) {
        return Stream.of(contenders).map(one -> one.by(threads, names)).toList();
    }

    private static Section section(String id, String title) {
        return new Section(
                id,
                title,
                "lock",
                "throughput (bare `RLock` = 1)",
                "client's processor time (bare `RLock` = 1)",
                "commands for a pair");
    }

    private static Goal against(Measured measured, double limit, String one, String other) {
        return Goal.atLeast(limit, one + ", against " + other, "x the throughput", measured.throughput(one, other));
    }

    private static Goal sameCommands(double ours, double bare) {
        // connections are asked now and then whether they live, by both
        return new Goal(
                OURS + ", commands for a pair",
                "as many as bare `RLock`",
                Spread.number(ours) + ", bare `RLock` " + Spread.number(bare),
                ours <= bare * 1.01);
    }

    /** Counts the commands of each, and writes its row. */
    private static List<Double> fill(Section section, Measured measured, List<Contender> all, RedisServer redis)
            throws Exception {
        section.measured(measured);
        List<Double> commands = new ArrayList<>();
        for (Contender one : all) {
            double each = new Commands(redis).perPair(one, TURN);
            commands.add(each);
            Spread throughput = measured.throughput(one.label(), BARE);
            section.row(
                            one.label(),
                            throughput.toString(),
                            measured.process(one.label(), BARE).toString(),
                            Spread.number(each))
                    .bar(Labels.plain(one), throughput);
        }
        return commands;
    }

    /** Has one server, and everyone's client of it. */
    private record Peers(RedisServer redis, CloseableLockManager manager, RedissonPeers redisson, SpringPeers spring)
            implements AutoCloseable {

        static Peers start() {
            RedisServer redis = RedisServer.start();
            return new Peers(
                    redis,
                    Managers.at(redis.url(), PATIENT),
                    new RedissonPeers(redis.url()),
                    new SpringPeers(redis.port()));
        }

        @Override
        public void close() {
            spring.close();
            redisson.close();
            manager.close();
            redis.close();
        }
    }
}
