package io.guarded.cdi;

import io.guarded.core.DurationText;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Reads how long a stream may take to begin. */
final class StreamStart {

    private static final String PROPERTY = "guarded.stream-start";

    private StreamStart() {}

    static Duration read(Function<String, Optional<String>> configuration, Mistakes mistakes) {
        String text = new PropertyReader(configuration, mistakes).text(PROPERTY).orElse("30s");
        try {
            return DurationText.read(PROPERTY, text, Duration.ofMillis(1));
        } catch (IllegalArgumentException invalid) {
            mistakes.add(Mistake.NO_MANAGER, Site.DEPLOYMENT, invalid.getMessage());
            return Duration.ZERO;
        }
    }
}
