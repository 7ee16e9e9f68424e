package io.guarded.benchmarks.paired;

import java.util.function.DoublePredicate;

/**
 * Is a row of a table of goals.
 *
 * @param what what is compared
 * @param must what has to be reached, in words
 * @param figure what was measured
 * @param reached whether it was, in words
 */
record Goal(String what, String must, String figure, String reached) {

    Goal(String what, String must, String figure, boolean isReached) {
        this(what, must, figure, word(isReached));
    }

    static Goal atMost(double limit, String what, String unit, Spread figure) {
        return of(what, "at most " + number(limit) + unit, figure, each -> each <= limit);
    }

    static Goal atLeast(double limit, String what, String unit, Spread figure) {
        return of(what, "at least " + number(limit) + unit, figure, each -> each >= limit);
    }

    /** The median decides; where rounds do not agree, it says how many reached it, for then the machine has its part. */
    static Goal of(String what, String must, Spread figure, DoublePredicate reaches) {
        long reached = figure.all().stream().filter(reaches::test).count();
        int rounds = figure.all().size();
        String doubt = reached == 0 || reached == rounds ? "" : ", in " + reached + " of " + rounds + " rounds";
        return new Goal(what, must, figure.toString(), word(reaches.test(figure.median())) + doubt);
    }

    private static String word(boolean isReached) {
        return isReached ? "yes" : "**no**";
    }

    private static String number(double limit) {
        return limit == Math.rint(limit) ? Long.toString((long) limit) : Double.toString(limit);
    }

    String markdown() {
        return "| " + String.join(" | ", what, must, figure, reached) + " |";
    }
}
