package io.guarded.cdi.unseen;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps what the extension says in the log. */
final class Told extends Handler implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger("io.guarded.cdi");

    private final List<String> lines = new CopyOnWriteArrayList<>();

    Told() {
        LOG.addHandler(this);
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void publish(LogRecord entry) {
        lines.add(entry.getLevel() + " " + entry.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOG.removeHandler(this);
    }
}
