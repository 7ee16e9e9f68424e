package io.guarded.core;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

    /**
     * Reads all of them.
     *
     * @throws IllegalArgumentException if one is invalid; the others that are invalid are suppressed in it
     */
    static Settings read(Function<String, Optional<String>> lookup) {
        Function<String, Optional<String>> set =
                property -> lookup.apply(property).filter(value -> !value.isBlank());
        Invalid invalid = new Invalid();
        Settings settings = new Settings(
                set,
                invalid.or("", () -> set.apply("guarded.default-type")
                        .orElse("threading")
                        .trim()),
                invalid.or("", () -> prefix(lookup)),
                invalid.or(Duration.ZERO, () -> duration(set, "guarded.lease", "30s", Duration.ofSeconds(1))),
                invalid.or(Duration.ZERO, () -> duration(set, "guarded.max-hold", "1h", Duration.ofSeconds(1))),
                invalid.or(0, () -> number(set, "guarded.handoffs", "64")),
                invalid.or(Duration.ZERO, () -> duration(set, "guarded.handoff-time", "100ms", Duration.ZERO)),
                invalid.or(0, () -> number(set, "guarded.overtakes", "1000")),
                invalid.or(0, () -> number(set, "guarded.max-waiters", "0")),
                invalid.or(0, () -> number(set, "guarded.max-waiters-total", "0")),
                invalid.or(Duration.ZERO, () -> duration(set, "guarded.store-timeout", "3s", Duration.ofMillis(10))),
                invalid.or(Duration.ZERO, () -> duration(set, "guarded.warn-hold", "0s", Duration.ZERO)));
        invalid.throwIfAny();
        return settings;
    }

    /** Collects what is invalid, so that nobody mends one value to hear of the next. */
    private static final class Invalid {

        private @Nullable IllegalArgumentException first;

        <T> T or(T inItsPlace, Supplier<T> reading) {
            try {
                return reading.get();
            } catch (IllegalArgumentException invalid) {
                add(invalid);
                return inItsPlace;
            }
        }

        /** A source of configuration may throw one and the same for all that it cannot read. */
        private void add(IllegalArgumentException invalid) {
            if (first == null) {
                first = invalid;
            } else if (first != invalid) {
                first.addSuppressed(invalid);
            }
        }

        void throwIfAny() {
            if (first != null) {
                throw first;
            }
        }
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
