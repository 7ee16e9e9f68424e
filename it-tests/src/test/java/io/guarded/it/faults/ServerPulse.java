package io.guarded.it.faults;

import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * Tells when a server of a site did not answer at once though asked past all lines: a machine that has no time for it, or for its log, is not what a
 * history is about, and a time-out of a client says nothing of Guarded then.
 */
final class ServerPulse implements AutoCloseable {

    private static final Duration BEAT = Duration.ofMillis(100);

    /** Less than half of what a client waits for an answer. */
    private static final Duration LATE = Duration.ofMillis(300);

    private final Site site;
    private volatile boolean isOver;

    private ServerPulse(Site site) {
        this.site = site;
    }

    /** Goes on until it is closed. */
    static ServerPulse of(Site site) {
        ServerPulse pulse = new ServerPulse(site);
        for (int i = 0; i < site.servers().size(); i++) {
            int number = i;
            Thread thread = new Thread(() -> pulse.beat(number), "server-pulse-" + number);
            thread.setDaemon(true);
            thread.start();
        }
        return pulse;
    }

    private void beat(int number) {
        while (!isOver) {
            long asked = System.nanoTime();
            try {
                site.servers().get(number).command("PING");
            } catch (UncheckedIOException away) {
                // killed, or as late as the time-out of the question, which is told below
            }
            Span answered = new Span(asked, System.nanoTime());
            if (answered.to() - answered.from() > LATE.toNanos()) {
                site.recording.silence(answered);
            }
            Times.pass(BEAT);
        }
    }

    @Override
    public void close() {
        isOver = true;
    }
}
