package io.guarded.redis;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * Warns of a Redis that gives locks up when its memory is full: each has an end, so every policy but noeviction may evict it.
 *
 * @param where the address or the setting that leads to Redis
 */
record Eviction(String where) {

    /** Empty if there is nothing to warn of, or if Redis did not tell. */
    String warning(String memory) {
        Map<String, String> told = memory.lines()
                .filter(line -> line.indexOf(':') > 0)
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')),
                        line -> line.substring(line.indexOf(':') + 1).strip(),
                        (first, second) -> first));
        String policy = told.getOrDefault("maxmemory_policy", "noeviction");
        if (policy.equals("noeviction") || told.getOrDefault("maxmemory", "0").equals("0")) {
            return "";
        }
        return "Redis at " + where + " evicts keys when its memory is full (maxmemory-policy " + policy + ", maxmemory "
                + told.get("maxmemory") + " bytes), and so may take a lock from its holder. Set maxmemory-policy to"
                + " noeviction, or give the locks a Redis of their own";
    }
}
