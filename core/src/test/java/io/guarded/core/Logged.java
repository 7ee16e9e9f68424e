package io.guarded.core;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Is what was logged of a package since it was made. */
final class Logged extends Handler implements AutoCloseable {

    private final Logger logger;
    private final Level level;
    private final List<String> messages = new CopyOnWriteArrayList<>();

    private final Consumer<String> hears;

    private Logged(Logger logger, Consumer<String> hears) {
        this.logger = logger;
        this.hears = hears;
        this.level = logger.getLevel();
    }

    static Logged of(Class<?> type) {
        return of(type, message -> {});
    }

    /** @param hears is told each message at once, on the thread that logs it */
    static Logged of(Class<?> type, Consumer<String> hears) {
        Logged logged = new Logged(Logger.getLogger(type.getPackageName()), hears);
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
        hears.accept(entry.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(level);
    }
}
