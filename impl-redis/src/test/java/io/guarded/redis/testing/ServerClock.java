package io.guarded.redis.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Is the time of day of a redis-server or a JVM, which a test can move: a library that is preloaded, compiled here by the machine's C
 * compiler. Needs Linux.
 *
 * <p>Safe for use by many threads.
 */
public final class ServerClock {

    private static final Optional<Path> LIBRARY = compile();

    private final Path library;
    private final Path offset;

    private ServerClock(Path library, Path offset) {
        this.library = library;
        this.offset = offset;
    }

    /**
     * Makes a clock that is right.
     *
     * @return the clock; empty if no C compiler is there, so that the test can say that it is skipped
     */
    public static Optional<ServerClock> make() {
        return LIBRARY.map(library -> {
            try {
                Path offset = Files.createTempFile(target(), "clock", ".offset").toAbsolutePath();
                ServerClock clock = new ServerClock(library, offset);
                clock.move(Duration.ZERO);
                return clock;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /**
     * Sets the clock as somebody sets a computer's: from now on it differs from the right one by this.
     *
     * @param difference whole seconds, negative for a clock that is late
     */
    public void move(Duration difference) {
        ByteBuffer seconds = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(difference.toSeconds())
                .flip();
        try (FileChannel file = FileChannel.open(offset, StandardOpenOption.WRITE)) {
            file.write(seconds, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Gives what a process that is to go by this clock needs.
     *
     * @return variables of its environment
     */
    public Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "GUARDED_CLOCK", offset.toString());
    }

    private static Path target() throws IOException {
        return Files.createDirectories(Path.of("target").toAbsolutePath());
    }

    private static Optional<Path> compile() {
        try (InputStream source = Objects.requireNonNull(ServerClock.class.getResourceAsStream("clock.c"))) {
            Path directory = Files.createTempDirectory(target(), "clock");
            Path file = directory.resolve("clock.c");
            Path library = directory.resolve("clock.so");
            Files.copy(source, file, StandardCopyOption.REPLACE_EXISTING);
            Process compiler = new ProcessBuilder(
                            "cc", "-shared", "-fPIC", "-O1", "-o", library.toString(), file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("cc.log").toFile())
                    .start();
            ServerProcess.awaitEnd(compiler);
            if (compiler.exitValue() != 0) {
                throw new IllegalStateException("cc failed, see " + directory.resolve("cc.log"));
            }
            return Optional.of(library);
        } catch (IOException noCompiler) {
            return Optional.empty();
        }
    }
}
