package io.guarded.cdi;

import io.guarded.core.DurationText;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Reads how long a stream may take to begin. */
final class StreamStart {

    private static final String PROPERTY = "guarded.stream-start";

    private StreamStart() {}

    static Duration read(Function<String, Optional<String>> configuration) {
        String text =
                configuration.apply(PROPERTY).filter(value -> !value.isBlank()).orElse("30s");
        return DurationText.read(PROPERTY, text, Duration.ofMillis(1));
    }
}
