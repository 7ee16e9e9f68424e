package io.guarded.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads what the server has logged since a moment. */
final class ServerLog {

    /** How the servers log that an EJB has failed: WildFly, those of GlassFish's family, Open Liberty. */
    static final String[] SYSTEM_EXCEPTIONS = {"WFLYEJB0034", "AS-EJB-00056", "CNTR0020E"};

    private static final Path FILE = Path.of(System.getProperty("server.log"));

    /** On Payara Micro each deployment is a server of its own, with a file of its own, and what was ended may leave its number taken. */
    private static final int SERVERS = 9;

    private final Map<Path, Long> starts;

    private ServerLog(Map<Path, Long> starts) {
        this.starts = starts;
    }

    static ServerLog fromNow() {
        return new ServerLog(files().collect(Collectors.toMap(file -> file, ServerLog::size)));
    }

    /** The first server's file, and those that the JDK's file handler makes for others that would write into the same. */
    private static Stream<Path> files() {
        return Stream.concat(
                Stream.of(FILE),
                IntStream.rangeClosed(1, SERVERS).mapToObj(i -> FILE.resolveSibling(FILE.getFileName() + "." + i)));
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        return files().filter(Files::exists).map(this::text).collect(Collectors.joining());
    }

    private String text(Path file) {
        try {
            byte[] all = Files.readAllBytes(file);
            long start = starts.get(file);
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
