package io.guarded.it.faults;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Says what a history lacks: one in which nothing happens breaks no promise. */
final class Substance {

    /** Far below what a slow machine does. */
    private static final long LEAST = 10;

    private Substance() {}

    /** What is missing, in words. */
    static List<String> missing(History history, String prefix, int workers) {
        Map<Integer, Long> ofWorkers =
                history.acquired().collect(Collectors.groupingBy(hold -> hold.worker, Collectors.counting()));
        Map<String, Long> ofNames =
                history.acquired().collect(Collectors.groupingBy(hold -> hold.name, Collectors.counting()));
        Set<String> written = new HashSet<>();
        history.writes.forEach(write -> written.add(write.name()));
        List<String> missing = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            long times = ofWorkers.getOrDefault(worker, 0L);
            if (times < LEAST) {
                missing.add("worker " + worker + " got a lock only " + times + " times");
            }
        }
        for (int i = 0; i < WorkerThread.NAMES; i++) {
            String name = prefix + "-" + i;
            if (!ofNames.containsKey(name)) {
                missing.add("nobody got " + name);
            }
            if (Attempt.isFenced(name) && !written.contains(name)) {
                missing.add("nobody wrote under " + name);
            }
        }
        return missing;
    }
}
