package io.guarded.benchmarks.paired;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Gives every contender one turn in each round, in an order that is drawn anew each time: what a turn leaves behind, commands
 * on their way or garbage, is not to be paid for by the same neighbour always.
 *
 * @param turn how long a turn is
 * @param count how many rounds there are
 * @param warmUps how many turns a contender has before them at most
 * @param order draws the orders
 */
record Rounds(Duration turn, int count, int warmUps, Random order) {

    /** Seconds of the processor after which nothing more is expected to be compiled. */
    private static final double WARM = 1.5;

    /** So many rounds, unless they are told to be fewer. */
    static final int USUAL = Integer.getInteger("guarded.bench.rounds", 7);

    /** By which the orders can be had again. */
    static final long SEED = Long.getLong("guarded.bench.seed", System.nanoTime() & 0xffff_ffffL);

    /** For those that wait for a network, use little of the processor, and have little to compile. */
    static Rounds of(Duration turn) {
        return new Rounds(turn, USUAL, 6, new Random(SEED));
    }

    /** More of them, for turns so short that they feel what else the machine does. */
    static Rounds twiceAsMany(Duration turn) {
        return new Rounds(turn, 2 * USUAL, 10, new Random(SEED));
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
            List<Contender> ordered = new ArrayList<>(contenders);
            Collections.shuffle(ordered, order);
            for (Contender contender : ordered) {
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
