package io.guarded.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a lock in Redis adds to an application stays small: all that Redisson brings would be 18 MB. */
class WarSizeIT {

    private static final long LIMIT = 6_500_000;

    @Test
    void exampleWithAllProvidersIsSmall() throws IOException {
        assertThat(Files.size(Path.of(System.getProperty("example.war")))).isBetween(1L, LIMIT);
    }
}
