package io.guarded.core;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** The manager's configuration, read and checked once. */
record Settings(
        Function<String, Optional<String>> lookup,
        String defaultType,
        String keyPrefix,
        Duration lease,
        Duration maxHold,
        int handoffs,
        Duration handoffTime,
        int overtakes,
        int maxWaiters,
        int maxWaitersInAll,
        Duration storeTimeout,
        Duration warnHold) {

    static Settings read(Function<String, Optional<String>> lookup) {
        Function<String, Optional<String>> set =
                property -> lookup.apply(property).filter(value -> !value.isBlank());
        return new Settings(
                set,
                set.apply("guarded.default-type").orElse("threading").trim(),
                prefix(lookup),
                duration(set, "guarded.lease", "30s", Duration.ofSeconds(1)),
                duration(set, "guarded.max-hold", "1h", Duration.ofSeconds(1)),
                number(set, "guarded.handoffs", "64"),
                duration(set, "guarded.handoff-time", "100ms", Duration.ZERO),
                number(set, "guarded.overtakes", "1000"),
                number(set, "guarded.max-waiters", "0"),
                number(set, "guarded.max-waiters-total", "0"),
                duration(set, "guarded.store-timeout", "3s", Duration.ofMillis(10)),
                duration(set, "guarded.warn-hold", "0s", Duration.ZERO));
    }

    /** Set but empty is a choice here: then the keys are the names, and any RLock can be met. */
    private static String prefix(Function<String, Optional<String>> lookup) {
        String prefix = lookup.apply("guarded.key-prefix").orElse("lock:");
        if (!Keys.isPlain(prefix)) {
            throw DurationText.invalid("guarded.key-prefix", prefix, "leave out braces, control characters and %#");
        }
        return prefix;
    }

    private static Duration duration(
            Function<String, Optional<String>> lookup, String property, String otherwise, Duration least) {
        return DurationText.read(property, lookup.apply(property).orElse(otherwise), least);
    }

    private static int number(Function<String, Optional<String>> lookup, String property, String otherwise) {
        String text = lookup.apply(property).orElse(otherwise).trim();
        if (!text.matches("\\d{1,9}")) {
            throw DurationText.invalid(property, text, "it is a whole number, 0 or more");
        }
        return Integer.parseInt(text);
    }
}
