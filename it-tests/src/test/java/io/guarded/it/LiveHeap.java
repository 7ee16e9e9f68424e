package io.guarded.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** What is alive in a server's heap after each deployment that is gone. Written to {@code target/redeploy.txt}. */
final class LiveHeap {

    /** An application that stayed would cost more than a megabyte. */
    private static final long ALLOWED_FOR_EACH = 100_000;

    /** By so much the heap of a server that does the same again and again goes up and down. */
    private static final long SWING = 5_000_000;

    private final ServerProcess server;
    private final List<Long> measured = new ArrayList<>();

    LiveHeap(ServerProcess server) {
        this.server = server;
    }

    void measure() {
        measured.add(server.liveBytes());
    }

    void write() throws IOException {
        Files.writeString(
                Path.of("target", "redeploy.txt"),
                System.getProperty("arquillian.launch") + ": live bytes after each: " + measured + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    void assertFlat() {
        // the first deployment fills the server's own caches
        int half = (measured.size() + 1) / 2;
        assertThat(least(half, measured.size()) - least(1, half))
                .as("growth of the live heap: " + measured)
                .isLessThan(SWING + ALLOWED_FOR_EACH * half);
    }

    private long least(int from, int to) {
        return measured.subList(from, to).stream()
                .mapToLong(Long::longValue)
                .min()
                .orElseThrow();
    }
}
