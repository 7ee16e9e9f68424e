package io.guarded.it.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Passes words from the test to the answers, one by one; the empty word ends an answer. */
@ApplicationScoped
public class Script {

    private static final long PATIENCE_SECONDS = 150;

    private final Map<String, BlockingQueue<String>> words = new ConcurrentHashMap<>();

    /** Adds a word to what a session hears. */
    public void add(String user, String session, String word) {
        queue(user, session).add(word);
    }

    /** Waits for the next word of a session. */
    public String next(String user, String session) {
        try {
            String word = queue(user, session).poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (word == null) {
                throw new IllegalStateException("the test never went on");
            }
            return word;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private BlockingQueue<String> queue(String user, String session) {
        return words.computeIfAbsent(user + "/" + session, unused -> new LinkedBlockingQueue<>());
    }
}
