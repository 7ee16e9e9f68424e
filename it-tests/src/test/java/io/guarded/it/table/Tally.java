package io.guarded.it.table;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Counts the tests of a run. Safe for use by many threads. */
final class Tally {

    /** So few classes are named: the run was not of all. */
    private static final int FEW = 5;

    private final Set<String> wanted = new TreeSet<>();
    private final Set<String> classes = new TreeSet<>();
    private final Set<String> failed = new TreeSet<>();
    private final Set<String> skipped = new TreeSet<>();
    private int run;

    /** Is told of each class, also of those of which no test runs. */
    synchronized void wanted(String className) {
        wanted.add(className);
    }

    synchronized void ran(String className) {
        classes.add(className);
        run++;
    }

    synchronized void failed(String name) {
        failed.add(name);
    }

    synchronized void skipped(String name) {
        skipped.add(name);
    }

    synchronized boolean isEmpty() {
        return run == 0 && failed.isEmpty();
    }

    synchronized int classes() {
        return wanted.size();
    }

    synchronized String tests() {
        if (classes.isEmpty()) {
            return "none";
        }
        return run + (classes.size() <= FEW ? " of " + names(classes) : " in " + classes.size() + " classes");
    }

    synchronized String result() {
        String result = failed.isEmpty() ? "passed" : failed.size() + " failed: " + names(failed);
        return skipped.isEmpty() ? result : result + "; not run: " + names(skipped);
    }

    private static String names(Collection<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }
}
