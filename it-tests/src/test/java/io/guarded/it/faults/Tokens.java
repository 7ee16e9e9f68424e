package io.guarded.it.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Each holder of a fenced lock has a token, which nobody else has, above those of all who had the lock before, however long it
 * had waited. A token that a node gives after Redis has forgotten its lock and before it need be told is out of this order:
 * it may be of a block from before, or newer than those of the rightful holder. So only then may the resource refuse one who holds.
 */
final class Tokens {

    private final History history;
    private final List<String> violations = new ArrayList<>();
    private final Set<String> given = new HashSet<>();
    private final Map<String, Hold> highest = new HashMap<>();

    /** By name, the highest token that was given for a lock that Redis had forgotten, from when on. */
    private final Map<String, NavigableMap<Long, Long>> stray = new HashMap<>();

    private Tokens(History history) {
        this.history = history;
    }

    static List<String> violations(History history) {
        Tokens tokens = new Tokens(history);
        List<Hold> fenced =
                history.acquired().filter(hold -> Attempt.isFenced(hold.name)).toList();
        fenced.forEach(tokens::order);
        fenced.forEach(tokens::refusal);
        return tokens.violations;
    }

    private void order(Hold hold) {
        Hold before = highest.get(hold.name);
        if (hold.token <= Hold.NO_TOKEN) {
            violations.add("no token, though the lock is fenced: " + hold);
        } else if (!given.add(hold.name + " " + hold.token)) {
            violations.add("token given twice: " + hold);
        } else if (before != null && before.token > hold.token && history.sureUntil(hold) >= hold.outcomeAt) {
            violations.add(
                    "token not above that of " + before + ": " + hold + history.around(before) + history.around(hold));
        }
        if (history.lostAt(hold) <= hold.outcomeAt) {
            NavigableMap<Long, Long> strays = stray.computeIfAbsent(hold.name, name -> new TreeMap<>());
            long most = strays.isEmpty() ? Hold.NO_TOKEN : strays.lastEntry().getValue();
            strays.put(hold.outcomeAt, Math.max(most, hold.token));
        } else if (before == null || before.token < hold.token) {
            highest.put(hold.name, hold);
        }
    }

    /** A refused holder that says afterwards that it still has the lock is right only if a stray token was first. */
    private void refusal(Hold hold) {
        if (hold.refusedAt == Hold.UNKNOWN || history.sureUntil(hold) < hold.refusedAt) {
            return;
        }
        Map.Entry<Long, Long> first =
                stray.getOrDefault(hold.name, new TreeMap<>()).floorEntry(hold.refusedAt);
        if (first == null || first.getValue() <= hold.token) {
            violations.add("refused while it held: " + hold + history.around(hold));
        }
    }
}
