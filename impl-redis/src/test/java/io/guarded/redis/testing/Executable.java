package io.guarded.redis.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import redis.embedded.core.ExecutableProvider;

/** Finds a redis-server: the one on the PATH, else the binary that embedded-redis brings. */
final class Executable {

    private static final String NAME = "redis-server";

    private Executable() {}

    static Path find() {
        return onPath(System.getenv().getOrDefault("PATH", "")).orElseGet(Embedded::binary);
    }

    static Optional<Path> onPath(String path) {
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(directory -> !directory.isBlank())
                .map(directory -> Path.of(directory, NAME))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Unpacked once per JVM, and only if there is need. */
    private static final class Embedded {

        private static final Path BINARY = unpack();

        static Path binary() {
            return BINARY;
        }

        private static Path unpack() {
            try {
                return ExecutableProvider.newJarResourceProvider().get().toPath();
            } catch (IOException e) {
                throw new UncheckedIOException("no redis-server on the PATH, and none for this machine", e);
            }
        }
    }
}
