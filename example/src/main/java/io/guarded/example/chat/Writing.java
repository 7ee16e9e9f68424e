package io.guarded.example.chat;

import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Is one answer that is being written. To stop it interrupts the thread while that thinks of a word, but never while it
 * writes one. So the lock is free when the thinking has ended, and not before.
 */
final class Writing {

    private boolean isStopped;
    private @Nullable Thread thinker;

    synchronized void stop() {
        isStopped = true;
        if (thinker != null) {
            thinker.interrupt();
        }
    }

    /** Thinks of the next word; empty if there is none, or if the answer is stopped. */
    Optional<String> next(Iterator<String> words) {
        if (!begin()) {
            return Optional.empty();
        }
        Optional<String> word = Optional.empty();
        try {
            word = words.hasNext() ? Optional.of(words.next()) : word;
        } catch (RuntimeException failure) {
            if (!isStopped()) {
                throw failure;
            }
        } finally {
            end();
        }
        return isStopped() ? Optional.empty() : word;
    }

    private synchronized boolean isStopped() {
        return isStopped;
    }

    private synchronized boolean begin() {
        thinker = isStopped ? null : Thread.currentThread();
        return !isStopped;
    }

    private synchronized void end() {
        thinker = null;
        if (isStopped) {
            // it was for this answer, and not for what the server does next on this thread
            boolean unused = Thread.interrupted();
        }
    }
}
