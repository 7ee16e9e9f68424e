package io.guarded.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Reads what the server has logged since a moment. */
final class ServerLog {

    /** How the servers log that an EJB has failed: WildFly, those of GlassFish's family, Open Liberty. */
    static final String[] SYSTEM_EXCEPTIONS = {"WFLYEJB0034", "AS-EJB-00056", "CNTR0020E"};

    private static final Path FILE = Path.of(System.getProperty("server.log"));

    private final long start;

    private ServerLog(long start) {
        this.start = start;
    }

    static ServerLog fromNow() {
        try {
            return new ServerLog(Files.exists(FILE) ? Files.size(FILE) : 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        try {
            byte[] all = Files.readAllBytes(FILE);
            // a server may have begun a new file
            int from = all.length < start ? 0 : (int) start;
            return new String(all, from, all.length - from, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String awaitText(String expected) {
        return await(expected).atMost(Duration.ofMinutes(1)).until(this::text, text -> text.contains(expected));
    }
}
