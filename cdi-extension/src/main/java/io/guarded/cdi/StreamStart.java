package io.guarded.cdi;

import io.guarded.LockName;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how long a stream may take to begin. */
final class StreamStart {

    private static final String PROPERTY = "guarded.stream-start";
    private static final Duration DEFAULT = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final Pattern SHORT = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h)");

    private StreamStart() {}

    static Duration read(Function<String, Optional<String>> configuration) {
        Optional<String> text = configuration.apply(PROPERTY).filter(value -> !value.isBlank());
        Duration time = text.map(StreamStart::parse).orElse(DEFAULT);
        if (time.isNegative() || time.isZero() || time.compareTo(LONGEST) > 0) {
            throw invalid(text.orElse(""), null);
        }
        return time;
    }

    private static Duration parse(String text) {
        Matcher matcher = SHORT.matcher(text.trim().toLowerCase(Locale.ROOT));
        try {
            return matcher.matches()
                    ? of(Long.parseLong(matcher.group(1)), matcher.group(2))
                    : Duration.parse(text.trim());
        } catch (DateTimeParseException malformed) {
            throw invalid(text, malformed);
        }
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    private static IllegalArgumentException invalid(String text, @Nullable Throwable cause) {
        String message = "configuration property " + PROPERTY + " has the invalid value \"" + LockName.printable(text)
                + "\"; write it like 30s, 100ms, 1h or PT30S, at most 100 years";
        return new IllegalArgumentException(message, cause);
    }
}
