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
 * @param count how many rounds count; one before them does not
 */
record Rounds(Duration turn, int count) {

    /** So many rounds, unless they are told to be fewer. */
    static final int USUAL = Integer.getInteger("guarded.bench.rounds", 7);

    static Rounds of(Duration turn) {
        return new Rounds(turn, USUAL);
    }

    Measured run(List<Contender> contenders) throws Exception {
        Map<String, List<Turn>> turns = new LinkedHashMap<>();
        contenders.forEach(contender -> turns.put(contender.label(), new ArrayList<>()));
        if (turns.size() != contenders.size()) {
            throw new IllegalArgumentException("two have one name");
        }
        for (int round = -1; round < count; round++) {
            for (int i = 0; i < contenders.size(); i++) {
                Contender contender = contenders.get((i + round + 1) % contenders.size());
                Turn made = new Crowd(contender).run(turn);
                if (round >= 0) {
                    turns.get(contender.label()).add(made);
                }
            }
        }
        return new Measured(turns);
    }
}
