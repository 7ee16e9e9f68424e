package io.guarded.benchmarks.paired;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Is what several rounds gave.
 *
 * @param median the one in the middle; of an even number the mean of the two
 * @param min the least
 * @param max the greatest
 * @param all what each round gave, sorted
 */
record Spread(double median, double min, double max, List<Double> all) {

    static Spread of(double... figures) {
        if (figures.length == 0) {
            throw new IllegalArgumentException("no figures");
        }
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int last = sorted.length - 1;
        return new Spread(
                (sorted[last / 2] + sorted[(last + 1) / 2]) / 2,
                sorted[0],
                sorted[last],
                Arrays.stream(sorted).boxed().toList());
    }

    @Override
    public String toString() {
        return number(median) + " (" + number(min) + " to " + number(max) + ")";
    }

    /** With three digits that count. */
    static String number(double figure) {
        double size = Math.abs(figure);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 0.1 || size == 0 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, figure);
    }
}
