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
        Duration storeTimeout) {

    private static final Duration LONGEST = Duration.ofDays(36_500);

    static Settings read(Function<String, Optional<String>> lookup) {
        Function<String, Optional<String>> set =
                property -> lookup.apply(property).filter(value -> !value.isBlank());
        return new Settings(
                set,
                set.apply("guarded.default-type").orElse("threading").trim(),
                prefix(lookup),
                duration(set, "guarded.lease", "30s", Duration.ofSeconds(1)),
                duration(set, "guarded.max-hold", "1h", Duration.ofSeconds(1)),
                handoffs(set),
                duration(set, "guarded.handoff-time", "100ms", Duration.ZERO),
                duration(set, "guarded.store-timeout", "3s", Duration.ofMillis(10)));
    }

    /** Set but empty is a choice here: then the keys are the names, and any RLock can be met. */
    private static String prefix(Function<String, Optional<String>> lookup) {
        String prefix = lookup.apply("guarded.key-prefix").orElse("lock:");
        if (!Keys.isPlain(prefix)) {
            throw invalid("guarded.key-prefix", prefix, "leave out braces, control characters and %#");
        }
        return prefix;
    }

    private static Duration duration(
            Function<String, Optional<String>> lookup, String property, String otherwise, Duration least) {
        String text = lookup.apply(property).orElse(otherwise);
        Duration value = DurationText.parse(text)
                .orElseThrow(() -> invalid(property, text, "write it like 30s, 100ms, 1h or PT30S"));
        if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
            throw invalid(property, text, "it is at least " + least.toMillis() + " ms and at most 100 years");
        }
        return value;
    }

    private static int handoffs(Function<String, Optional<String>> lookup) {
        String text = lookup.apply("guarded.handoffs").orElse("64").trim();
        try {
            int value = Integer.parseInt(text);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw invalid("guarded.handoffs", text, "it is a whole number, 0 or more", notANumber);
        }
        throw invalid("guarded.handoffs", text, "it is a whole number, 0 or more");
    }

    private static IllegalArgumentException invalid(String property, String value, String fix) {
        return invalid(property, value, fix, null);
    }

    private static IllegalArgumentException invalid(
            String property, String value, String fix, @org.jspecify.annotations.Nullable Throwable cause) {
        return new IllegalArgumentException(
                "configuration property " + property + " has the invalid value \""
                        + io.guarded.LockName.printable(value) + "\"; " + fix,
                cause);
    }
}
