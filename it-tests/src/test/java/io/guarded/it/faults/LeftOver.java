package io.guarded.it.faults;

import static org.awaitility.Awaitility.await;

import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.awaitility.core.ConditionTimeoutException;

/** Says what a history has left in Redis. */
final class LeftOver {

    private LeftOver() {}

    /** A key is gone soon, and a subscription that lost its connection at the latest when a lease would be over. */
    static List<String> on(Site site, String prefix) {
        List<String> violations = new ArrayList<>();
        String all = "*" + prefix + "*";
        try {
            awaitNone(Times.CLEAN, "left in Redis: ", () -> answers(site, "KEYS", all), violations);
            if (!awaitNone(
                    Times.LEASE, "still subscribed: ", () -> answers(site, "PUBSUB", "CHANNELS", all), violations)) {
                violations.add("by: " + answers(site, "CLIENT", "LIST", "TYPE", "PUBSUB"));
            }
        } catch (RuntimeException unanswered) {
            violations.add("nobody can say what is left in Redis: " + unanswered);
        }
        return violations;
    }

    private static boolean awaitNone(Duration time, String what, Supplier<String> left, List<String> violations) {
        try {
            await().atMost(time).until(() -> left.get().isEmpty());
            return true;
        } catch (ConditionTimeoutException late) {
            violations.add(what + left.get());
            return false;
        }
    }

    private static String answers(Site site, String... command) {
        StringBuilder answers = new StringBuilder();
        for (RedisServer server : site.servers()) {
            answers.append(server.command(command));
        }
        return answers.toString();
    }
}
