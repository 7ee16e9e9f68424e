package io.guarded.benchmarks.paired;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Has the turns of all contenders, round by round. */
final class Measured {

    private final Map<String, List<Turn>> turns;

    Measured(Map<String, List<Turn>> turns) {
        this.turns = turns;
    }

    /** How much faster one is than the other: its pairs in a second for one of the slow one, compared within each round. */
    Spread throughput(String quick, String slow) {
        return Spread.of(IntStream.range(0, rounds())
                .mapToDouble(round ->
                        turn(quick, round).perSecond() / turn(slow, round).perSecond())
                .toArray());
    }

    /** How often the time of the quick one the slow one takes. */
    Spread time(String slow, String quick) {
        return throughput(quick, slow);
    }

    /** The same of the processor's time, which others on the machine do not take away; without what collects garbage. */
    Spread cpu(String slow, String quick) {
        return Spread.of(IntStream.range(0, rounds())
                .mapToDouble(round ->
                        turn(slow, round).cpuOfPair() / turn(quick, round).cpuOfPair())
                .toArray());
    }

    /** The same of all the process used. */
    Spread process(String slow, String quick) {
        return Spread.of(IntStream.range(0, rounds())
                .mapToDouble(round ->
                        turn(slow, round).processOfPair() / turn(quick, round).processOfPair())
                .toArray());
    }

    Spread bytes(String one) {
        return spread(one, Turn::bytes);
    }

    int rounds() {
        return turns.values().iterator().next().size();
    }

    private Spread spread(String one, ToDoubleFunction<Turn> figure) {
        return Spread.of(turns.get(one).stream().mapToDouble(figure).toArray());
    }

    private Turn turn(String label, int round) {
        return turns.get(label).get(round);
    }
}
