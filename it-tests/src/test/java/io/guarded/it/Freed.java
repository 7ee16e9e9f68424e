package io.guarded.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Measures how soon a key is free after something has happened. What was seen is written to {@code target/freed.txt}. */
final class Freed {

    /** What is promised. */
    private static final Duration PROMISE = Duration.ofSeconds(2);

    /** What a machine may lose that runs other builds; without the promise it would be minutes. */
    private static final Duration MARGIN = Duration.ofSeconds(3);

    private Freed() {}

    static void assertSoon(String key, long since, String event) {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(60))
                .until(() -> !Redis.has(key));
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
        note(event, millis);
        assertThat(millis)
                .as("ms until free after: " + event)
                .isLessThan(PROMISE.plus(MARGIN).toMillis());
    }

    static void note(String event, long millis) {
        String line = System.getProperty("arquillian.launch") + ": " + event + ": " + millis + " ms\n";
        try {
            Files.writeString(
                    Path.of("target", "freed.txt"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
