package io.guarded.it.faults;

import io.guarded.redis.testing.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.awaitility.core.ConditionTimeoutException;

/** Starts a {@link WorkerMain} and tells it what to do; one that was killed has a successor with the same number. */
final class Worker implements AutoCloseable {

    final int number;
    final Optional<Proxy> line;
    private final List<Path> patches;
    private final String[] arguments;
    private final Recording recording;
    private Child child;
    private volatile boolean isReady;
    private volatile boolean isResting;

    /** Whether all that it says is of interest. */
    private volatile boolean isSaying;

    private volatile String left = "";

    Worker(
            int number,
            Optional<Proxy> line,
            String how,
            String where,
            int resourcePort,
            List<Path> patches,
            Recording recording) {
        this.number = number;
        this.line = line;
        this.patches = patches;
        this.recording = recording;
        this.arguments = new String[] {Integer.toString(number), how, where, Integer.toString(resourcePort)};
    }

    void start() {
        isReady = false;
        isResting = false;
        child = Child.start(patches, WorkerMain.class, this::hear, arguments);
        Site.awaitThat(() -> isReady);
    }

    private void hear(String said) {
        switch (said) {
            case WorkerMain.READY -> isReady = true;
            case WorkerMain.RESTS -> isResting = true;
            default -> Event.of(said).ifPresentOrElse(recording::event, () -> hearOther(said));
        }
    }

    private void hearOther(String said) {
        if (said.startsWith(WorkerMain.LEFT)) {
            left = said.substring(WorkerMain.LEFT.length());
        } else if (isSaying) {
            System.out.println("worker " + number + ": " + said);
        }
    }

    void run(String prefix, long seed) {
        isResting = false;
        left = "";
        child.tell("run " + prefix + " " + seed);
    }

    void interrupt() {
        child.tell("interrupt");
    }

    void crowd(String name) {
        child.tell("crowd " + name);
    }

    void hurry() {
        child.tell("hurry");
    }

    void beginRest() {
        child.tell("rest");
    }

    /** Whether all its threads have ended, in time; else it says what they do. */
    boolean rests() {
        try {
            Site.awaitThat(() -> isResting);
            return true;
        } catch (ConditionTimeoutException late) {
            isSaying = true;
            child.dump();
            return false;
        }
    }

    /** What its manager still had when all rested, "" for nothing. */
    String left() {
        return left;
    }

    Child process() {
        return child;
    }

    @Override
    public void close() {
        if (child != null) {
            child.close();
        }
    }
}
