package io.guarded.it.faults;

import static org.awaitility.Awaitility.await;

import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Is one history on a site, wholly said by its seed but for what the machine adds.
 *
 * @param seed what it was made of
 * @param faults what went wrong in it
 * @param acquired how often a lock was given
 * @param violations the promises that were broken, in words
 */
record Run(long seed, List<Fault> faults, long acquired, List<String> violations) {

    private static final int FAULTS = 9;

    /** Long enough for everything that a fault left behind to be over, and for work after it. */
    private static final Duration RECOVERY = Times.LEASE.plusSeconds(2);

    /** A retraction looks twice, a store time-out apart; whatever is longer there is renewed by nobody and wanted by nobody. */
    private static final Duration CLEAN = Times.STORE_TIMEOUT.multipliedBy(2).plus(Duration.ofMillis(500));

    static Run on(Site site, long seed) {
        String prefix = "h" + Long.toHexString(seed);
        Random random = new Random(seed);
        site.recording.clear();
        Nemesis nemesis = new Nemesis(site, random.nextLong(), prefix);
        site.workers.forEach(nemesis::set);
        nemesis.strike(FAULTS);
        nemesis.pause(RECOVERY);
        site.workers.forEach(Worker::beginRest);
        site.workers.forEach(Worker::awaitRest);
        History history = new History(site.recording, System.nanoTime());
        List<String> violations = new ArrayList<>(Checker.violations(history));
        violations.addAll(leftOver(site, prefix));
        long acquired = history.acquired().count();
        return new Run(seed, nemesis.struck, acquired, violations);
    }

    private static List<String> leftOver(Site site, String prefix) {
        try {
            await().atMost(CLEAN).until(() -> keys(site, prefix).isEmpty());
            return List.of();
        } catch (ConditionTimeoutException late) {
            return List.of("left in Redis: " + keys(site, prefix));
        }
    }

    private static String keys(Site site, String prefix) {
        StringBuilder keys = new StringBuilder();
        for (RedisServer server : site.servers()) {
            keys.append(server.command("KEYS", "*" + prefix + "*"));
        }
        return keys.toString();
    }
}
