package io.guarded.benchmarks.paired;

/** Shortens labels of tables for plots. */
final class Labels {

    private Labels() {}

    static String plain(Contender contender) {
        return contender.label().replace("`", "");
    }
}
