package io.guarded.benchmarks.paired;

import io.guarded.benchmarks.Calls;
import io.guarded.benchmarks.CallsContainer;
import jakarta.enterprise.inject.se.SeContainer;
import java.time.Duration;
import java.util.List;

/** Compares calls of a bean through Weld. */
final class GuardedCallSection {

    private static final Duration TURN = Duration.ofMillis(400);
    private static final String PLAIN = "not intercepted";
    private static final String BY_HAND = "an interceptor that does nothing, the lock by hand";
    private static final String CONSTANT = "`@Guarded`, constant name";
    private static final String TEMPLATE = "`@Guarded`, two parameters in the name";

    private GuardedCallSection() {}

    /** In a run of its own, which has the library on its class path: then a second interceptor is there, as on a server. */
    static Section withTransactions() throws Exception {
        return measure(
                "guarded-call-with-transactions",
                "Processor's time of a call through Weld, threading, with Jakarta Transactions (interceptor and lock by hand = 1)");
    }

    static Section measure() throws Exception {
        return measure(
                "guarded-call",
                "Processor's time of a call through Weld, threading (interceptor and lock by hand = 1)");
    }

    private static Section measure(String id, String title) throws Exception {
        try (SeContainer container = CallsContainer.start()) {
            Calls calls = container.select(Calls.class).get();
            List<Contender> all = List.of(plain(calls), byHand(calls), constant(calls), template(calls));
            Measured measured = Rounds.twiceAsMany(TURN).run(all);
            Section section = new Section(
                            id,
                            title,
                            "call",
                            "processor's time (interceptor and lock by hand = 1)",
                            "time by the clock",
                            "allocated")
                    .goal(Goal.atMost(
                            1.3,
                            CONSTANT + ", against " + BY_HAND,
                            ThreadingSections.PROCESSOR,
                            measured.cpu(CONSTANT, BY_HAND)))
                    .goal(more(measured, 0, CONSTANT, BY_HAND))
                    .goal(Goal.atMost(
                            2,
                            TEMPLATE + ", against " + CONSTANT,
                            ThreadingSections.PROCESSOR,
                            measured.cpu(TEMPLATE, CONSTANT)))
                    .goal(more(measured, 400, TEMPLATE, CONSTANT));
            section.measured(measured);
            for (Contender one : all) {
                Spread time = measured.cpu(one.label(), BY_HAND);
                section.row(
                                one.label(),
                                time.toString(),
                                measured.time(one.label(), BY_HAND).toString(),
                                ThreadingSections.bytes(measured, one))
                        .bar(Labels.plain(one), time);
            }
            return section;
        }
    }

    private static Goal more(Measured measured, int limit, String one, String other) {
        long more =
                Math.round(measured.bytes(one).median() - measured.bytes(other).median());
        return new Goal(one + ", allocated beyond " + other, "at most " + limit + " B", more + " B", more <= limit);
    }

    private static Contender plain(Calls calls) {
        return Contender.of(PLAIN, (Loop) (name, work, until) -> {
            long pairs = 0;
            while (until.goesOn()) {
                calls.plain();
                work.once();
                pairs++;
            }
            return pairs;
        });
    }

    private static Contender byHand(Calls calls) {
        return Contender.of(BY_HAND, (Loop) (name, work, until) -> {
            long pairs = 0;
            while (until.goesOn()) {
                calls.byHand();
                work.once();
                pairs++;
            }
            return pairs;
        });
    }

    private static Contender constant(Calls calls) {
        return Contender.of(CONSTANT, (Loop) (name, work, until) -> {
            long pairs = 0;
            while (until.goesOn()) {
                calls.constant();
                work.once();
                pairs++;
            }
            return pairs;
        });
    }

    private static Contender template(Calls calls) {
        return Contender.of(TEMPLATE, (Loop) (name, work, until) -> {
            int pairs = 0;
            while (until.goesOn()) {
                calls.template("tenant", pairs & 0xff);
                work.once();
                pairs++;
            }
            return pairs;
        });
    }
}
