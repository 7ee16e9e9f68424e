package io.guarded.core;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Is what was logged of a package since it was made. */
final class Logged extends Handler implements AutoCloseable {

    private final Logger logger;
    private final Level level;
    private final List<String> messages = new CopyOnWriteArrayList<>();

    private Logged(Logger logger) {
        this.logger = logger;
        this.level = logger.getLevel();
    }

    static Logged of(Class<?> type) {
        Logged logged = new Logged(Logger.getLogger(type.getPackageName()));
        logged.logger.setLevel(Level.ALL);
        logged.logger.addHandler(logged);
        return logged;
    }

    List<String> messages() {
        return messages;
    }

    @Override
    public void publish(LogRecord entry) {
        messages.add(entry.getLevel() + " " + entry.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(level);
    }
}
