package io.guarded.benchmarks.paired;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives every contender one turn in each round. Who comes first changes from round to round.
 *
 * @param turn how long a turn is
 * @param count how many rounds there are
 * @param warmUps how many turns a contender has before them at most
 */
record Rounds(Duration turn, int count, int warmUps) {

    /** Seconds of the processor after which nothing more is expected to be compiled. */
    private static final double WARM = 1.5;

    /** So many rounds, unless they are told to be fewer. */
    static final int USUAL = Integer.getInteger("guarded.bench.rounds", 7);

    /** For those that wait for a network, use little of the processor, and have little to compile. */
    static Rounds of(Duration turn) {
        return new Rounds(turn, USUAL, 4);
    }

    /** More of them, for turns so short that they feel what else the machine does. */
    static Rounds twiceAsMany(Duration turn) {
        return new Rounds(turn, 2 * USUAL, 10);
    }

    Measured run(List<Contender> contenders) throws Exception {
        Map<String, List<Turn>> turns = new LinkedHashMap<>();
        contenders.forEach(contender -> turns.put(contender.label(), new ArrayList<>()));
        if (turns.size() != contenders.size()) {
            throw new IllegalArgumentException("two have one name");
        }
        for (Contender contender : contenders) {
            warmUp(contender);
        }
        for (int round = 0; round < count; round++) {
            for (int i = 0; i < contenders.size(); i++) {
                Contender contender = contenders.get((i + round) % contenders.size());
                turns.get(contender.label()).add(new Crowd(contender).run(turn));
            }
        }
        return new Measured(turns);
    }

    /** By the processor's time: on a busy machine the compiler comes late too. */
    private void warmUp(Contender contender) throws Exception {
        double cpu = 0;
        for (int i = 0; i < warmUps && cpu < WARM; i++) {
            cpu += new Crowd(contender).run(turn).cpu();
        }
    }
}
