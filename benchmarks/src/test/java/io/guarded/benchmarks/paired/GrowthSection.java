package io.guarded.benchmarks.paired;

import io.guarded.LockHandle;
import io.guarded.core.CloseableLockManager;
import io.guarded.redis.testing.Managers;
import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/** Asks whether a pair costs more the more names are held meanwhile. */
final class GrowthSection {

    private static final Duration TURN = Duration.ofMillis(400);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int[] HELD = {1, 10, 100, 1_000, 10_000};

    /** Flat is what costs no more than this times as much with any number as with one. */
    private static final double FLAT = 1.1;

    private GrowthSection() {}

    static Section measure() throws Exception {
        Section section = new Section(
                "growth",
                "Cost of a pair while names are held (1 held = 1)",
                "store",
                "names held",
                "cost (1 held = 1)");
        measure(
                section,
                "threading",
                held -> Threading.manager("guarded.overtakes", "1000"),
                Threading::guarded,
                ThreadingSections.PROCESSOR,
                Measured::cpu);
        try (RedisServer redis = RedisServer.start()) {
            measure(
                    section,
                    "Redis",
                    held -> Managers.at(
                            redis.url(),
                            "guarded.key-prefix",
                            "held-" + held + ":",
                            RedisSections.PATIENT[0],
                            RedisSections.PATIENT[1]),
                    Ours::guarded,
                    "x the time",
                    Measured::time);
        }
        return section;
    }

    private static void measure(
            Section section,
            String store,
            IntFunction<CloseableLockManager> managers,
            BiFunction<String, CloseableLockManager, Contender> contender,
            String unit,
            Ratio ratio)
            throws Exception {
        List<CloseableLockManager> open = new ArrayList<>();
        List<Contender> all = new ArrayList<>();
        List<LockHandle> handles = new ArrayList<>();
        try {
            for (int held : HELD) {
                CloseableLockManager manager = managers.apply(held);
                open.add(manager);
                handles.addAll(hold(manager, held));
                all.add(contender.apply(String.format(Locale.ROOT, "%,d", held), manager));
            }
            Measured measured = Rounds.of(TURN).run(all);
            handles.forEach(LockHandle::ensureHeld);
            String one = all.get(0).label();
            section.measured(measured);
            for (Contender each : all.subList(1, all.size())) {
                section.goal(Goal.atMost(
                        FLAT,
                        each.label() + " names held, against " + one + ", " + store,
                        unit,
                        ratio.of(measured, each.label(), one)));
            }
            for (Contender each : all) {
                Spread figure = ratio.of(measured, each.label(), one);
                section.row(store, each.label(), figure + " " + unit).bar(store + ", " + each.label(), figure);
            }
        } finally {
            handles.forEach(LockHandle::close);
            open.forEach(CloseableLockManager::close);
        }
    }

    /** Holds names that nobody else asks for. */
    private static List<LockHandle> hold(CloseableLockManager manager, int count) {
        List<CompletableFuture<LockHandle>> asked = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            asked.add(manager.getOrCreate("held " + i).acquireAsync(PATIENCE).toCompletableFuture());
        }
        return asked.stream().map(CompletableFuture::join).toList();
    }

    /** Compares the slow one with the quick one. */
    @FunctionalInterface
    private interface Ratio {
        Spread of(Measured measured, String slow, String quick);
    }
}
