package io.guarded.redis;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Catches what is logged by anybody in this JVM from a level on, formatted with its stack traces. */
final class Logged extends Handler implements AutoCloseable {

    private final Logger root = Logger.getLogger("");
    private final Level before = root.getLevel();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    private Logged(Level level) {
        setLevel(level);
        setFormatter(new SimpleFormatter());
        root.setLevel(level);
        root.addHandler(this);
    }

    static Logged from(Level level) {
        return new Logged(level);
    }

    String text() {
        return String.join("", lines);
    }

    @Override
    public void publish(LogRecord logged) {
        if (isLoggable(logged)) {
            lines.add(getFormatter().format(logged));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        root.removeHandler(this);
        root.setLevel(before);
    }
}
