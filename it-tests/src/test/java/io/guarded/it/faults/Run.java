package io.guarded.it.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Is one history on a site, wholly said by its seed but for what the machine adds.
 *
 * @param seed what it was made of
 * @param faults what went wrong in it
 * @param missed what was to go wrong and met nobody
 * @param acquired how often a lock was given
 * @param violations the promises that were broken, in words
 */
record Run(long seed, List<Fault> faults, List<Fault> missed, long acquired, List<String> violations) {

    private static final int FAULTS = 9;

    /**
     * Has it happen. What does not end breaks a promise as all else does: then what was seen until then is checked, and no other
     * history can happen on the site.
     */
    static Run on(Site site, long seed) {
        System.out.printf("seed 0x%x on %s begins%n", seed, site.shape);
        String prefix = "h" + Long.toHexString(seed);
        Random random = new Random(seed);
        site.recording.clear();
        Nemesis nemesis = new Nemesis(site, random.nextLong(), prefix);
        List<String> violations = new ArrayList<>();
        site.workers.forEach(nemesis::set);
        strike(nemesis, violations);
        rest(site, violations);
        if (!violations.isEmpty()) {
            site.hangs();
        }
        History history = new History(site.recording, System.nanoTime());
        violations.addAll(Checker.violations(history));
        violations.addAll(Substance.missing(history, prefix, site.workers.size()));
        violations.addAll(LeftOver.on(site, prefix));
        long acquired = history.acquired().count();
        return new Run(seed, nemesis.struck, nemesis.missed, acquired, violations);
    }

    private static void strike(Nemesis nemesis, List<String> violations) {
        try {
            nemesis.strike(FAULTS);
            nemesis.pause(Times.RECOVERY);
        } catch (RuntimeException brokenOff) {
            brokenOff.printStackTrace();
            violations.add("broken off after " + nemesis.struck + ": " + brokenOff);
        }
    }

    private static void rest(Site site, List<String> violations) {
        site.workers.forEach(Worker::beginRest);
        for (Worker worker : site.workers) {
            if (!worker.rests()) {
                violations.add("worker " + worker.number + " does not come to rest");
            } else if (!worker.left().isEmpty()) {
                violations.add("left in worker " + worker.number + ": " + worker.left());
            }
        }
    }

    @Override
    public String toString() {
        return String.format(
                "seed 0x%x, %s%s, %d acquisitions",
                seed, faults, missed.isEmpty() ? "" : " (struck nothing: " + missed + ")", acquired);
    }
}
