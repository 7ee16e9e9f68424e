package io.guarded.core;

import io.guarded.LockName;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads durations as people write them in configuration: {@code 30s}, {@code 100ms}, {@code PT30S}. Safe for use by many
 * threads.
 *
 * @since 1.0
 */
public final class DurationText {

    /** The longest time that counts anywhere in the configuration. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final Pattern SHORT = Pattern.compile("(\\d{1,15})\\s*(ms|s|m|h)");

    private DurationText() {}

    /**
     * Reads the duration of a property.
     *
     * @param property the property's name, for the message
     * @param text its value
     * @param least the shortest that makes sense
     * @return the duration
     * @throws IllegalArgumentException if the text is no duration, shorter than the least or longer than 100 years; the
     *     message names the property
     */
    public static Duration read(String property, String text, Duration least) {
        Duration value =
                parse(text).orElseThrow(() -> invalid(property, text, "write it like 30s, 100ms, 1h or PT30S"));
        if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
            throw invalid(property, text, "it is at least " + least.toMillis() + " ms and at most 100 years");
        }
        return value;
    }

    static IllegalArgumentException invalid(String property, String value, String fix) {
        return new IllegalArgumentException("configuration property " + property + " has the invalid value \""
                + LockName.printable(value) + "\"; " + fix);
    }

    private static Optional<Duration> parse(String text) {
        String trimmed = text.trim().toLowerCase(Locale.ROOT);
        Matcher shortForm = SHORT.matcher(trimmed);
        return shortForm.matches()
                ? Optional.of(of(Long.parseLong(shortForm.group(1)), shortForm.group(2)))
                : parseIso(trimmed);
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    private static Optional<Duration> parseIso(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException notIso) {
            return Optional.empty();
        }
    }
}
