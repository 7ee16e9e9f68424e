package io.guarded.benchmarks.paired;

/**
 * Is a row of a table of goals.
 *
 * @param what what is compared
 * @param must what has to be reached, in words
 * @param figure what was measured
 * @param isReached whether it was
 */
record Goal(String what, String must, String figure, boolean isReached) {

    static Goal atMost(double limit, String what, String unit, Spread figure) {
        return new Goal(what, "at most " + number(limit) + unit, figure.toString(), figure.median() <= limit);
    }

    static Goal atLeast(double limit, String what, String unit, Spread figure) {
        return new Goal(what, "at least " + number(limit) + unit, figure.toString(), figure.median() >= limit);
    }

    private static String number(double limit) {
        return limit == Math.rint(limit) ? Long.toString((long) limit) : Double.toString(limit);
    }

    String markdown() {
        return "| " + String.join(" | ", what, must, figure, isReached ? "yes" : "**no**") + " |";
    }
}
