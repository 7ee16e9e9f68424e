package io.guarded.redis;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;

/** Writes into the log of this provider. One that fails must not keep anybody waiting for what comes after its line. */
final class Log {

    private static final Logger LOG = System.getLogger("io.guarded.redis");

    private Log() {}

    static void write(Level level, Supplier<String> line) {
        try {
            LOG.log(level, line);
        } catch (RuntimeException | Error ignored) {
            // there is no other place to tell of it
        }
    }

    static void write(Level level, Supplier<String> line, Throwable failure) {
        try {
            LOG.log(level, line, failure);
        } catch (RuntimeException | Error ignored) {
            // there is no other place to tell of it
        }
    }
}
