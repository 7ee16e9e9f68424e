package io.guarded.example.chat;

import io.guarded.LockName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;

/** Knows the answers that are being written on this node, so that one can be stopped. The lock lets there be one a session. */
@ApplicationScoped
public class Running {

    private final ConcurrentHashMap<String, Writing> answers = new ConcurrentHashMap<>();

    Writing begin(String user, String session) {
        Writing writing = new Writing();
        answers.put(key(user, session), writing);
        return writing;
    }

    void end(String user, String session, Writing writing) {
        answers.remove(key(user, session), writing);
    }

    /** Tells whether there was one. */
    boolean stop(String user, String session) {
        Writing writing = answers.get(key(user, session));
        if (writing != null) {
            writing.stop();
        }
        return writing != null;
    }

    private static String key(String user, String session) {
        return LockName.of("session", user, session).toString();
    }
}
