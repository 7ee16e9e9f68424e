package io.guarded.benchmarks.paired;

import io.guarded.core.CloseableLockManager;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Compares locks of this JVM. */
final class ThreadingSections {

    private static final Duration TURN = Duration.ofMillis(400);
    /** One thread waits for nobody: what it does not have of the clock's time, others on the machine had. */
    static final String PROCESSOR = "x the processor's time";

    private static final String OURS = "Guarded, asked for by name each time";
    private static final String AT_MOST = "Guarded, `guarded.overtakes` %s";
    private static final String KEPT = "Guarded, the lock kept";
    private static final String BY_HAND = "map of ReentrantLocks by hand that forgets idle names";
    private static final String STRIPED = "Guava `Striped.lazyWeakLock(1024)`";
    private static final String SPRING = "Spring `DefaultLockRegistry`";
    private static final String BARE = "bare ReentrantLock";
    private static final String STAMPED = "bare StampedLock";

    private ThreadingSections() {}

    static Section uncontended() throws Exception {
        try (CloseableLockManager manager = Threading.manager("guarded.overtakes", "1000")) {
            List<Contender> all = List.of(
                    Threading.guarded(OURS, manager),
                    Threading.guardedKept(KEPT, manager),
                    Threading.byHand(BY_HAND),
                    Threading.striped(STRIPED),
                    Threading.spring(SPRING),
                    Threading.reentrantLock(BARE, false),
                    Threading.stampedLock(STAMPED));
            Measured measured = Rounds.twiceAsMany(TURN).run(all);
            Section section = new Section(
                            "threading-uncontended",
                            "Processor's time of a pair, one thread, threading (map by hand = 1)",
                            "lock",
                            "processor's time (map by hand = 1)",
                            "time by the clock",
                            "allocated")
                    .goal(Goal.atMost(2, OURS + ", against a " + BY_HAND, PROCESSOR, measured.cpu(OURS, BY_HAND)))
                    .goal(Goal.atMost(1, OURS + ", against " + STRIPED, PROCESSOR, measured.cpu(OURS, STRIPED)));
            section.measured(measured);
            for (Contender one : all) {
                Spread time = measured.cpu(one.label(), BY_HAND);
                section.row(
                                one.label(),
                                time.toString(),
                                measured.time(one.label(), BY_HAND).toString(),
                                bytes(measured, one))
                        .bar(Labels.plain(one), time);
            }
            return section;
        }
    }

    static Section contended() throws Exception {
        try (CloseableLockManager standard = Threading.manager("guarded.overtakes", "1000");
                CloseableLockManager hundred = Threading.manager("guarded.overtakes", "100");
                CloseableLockManager many = Threading.manager("guarded.overtakes", "100000");
                CloseableLockManager strict = Threading.manager("guarded.overtakes", "0")) {
            List<Contender> all = Stream.of(
                            Threading.guarded(AT_MOST.formatted("1000, the default"), standard),
                            Threading.guarded(AT_MOST.formatted("100"), hundred),
                            Threading.guarded(AT_MOST.formatted("100000"), many),
                            Threading.guarded(AT_MOST.formatted("0, strictly first in first out"), strict),
                            Threading.spring(SPRING),
                            Threading.byHand(BY_HAND),
                            Threading.striped(STRIPED),
                            Threading.reentrantLock(BARE, false),
                            Threading.reentrantLock("bare ReentrantLock, fair", true))
                    .map(one -> one.by(8, 1))
                    .toList();
            Measured measured = Rounds.of(TURN).run(all);
            Section section = new Section(
                            "threading-contended",
                            "Pairs in a second, 8 threads on one name, threading (Spring = 1)",
                            "lock",
                            "throughput (Spring = 1)",
                            "allocated")
                    .goal(Goal.atLeast(
                            0.8,
                            all.get(0).label() + ", against " + SPRING,
                            "x the throughput",
                            measured.throughput(all.get(0).label(), SPRING)));
            section.measured(measured);
            for (Contender one : all) {
                Spread throughput = measured.throughput(one.label(), SPRING);
                section.row(one.label(), throughput.toString(), bytes(measured, one))
                        .bar(Labels.plain(one), throughput);
            }
            return section;
        }
    }

    static String bytes(Measured measured, Contender one) {
        return Math.round(measured.bytes(one.label()).median()) + " B";
    }
}
