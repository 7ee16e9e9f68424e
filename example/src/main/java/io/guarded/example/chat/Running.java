package io.guarded.example.chat;

import io.guarded.LockName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Knows the answers that are being written on this node, so that one can be stopped. The lock lets there be one a session. */
@ApplicationScoped
public class Running {

    private final ConcurrentHashMap<String, AtomicBoolean> stops = new ConcurrentHashMap<>();

    /**
     * Notes that an answer begins.
     *
     * @param user whose session it is
     * @param session the session
     * @return true once it is to end
     */
    AtomicBoolean begin(String user, String session) {
        AtomicBoolean stop = new AtomicBoolean();
        stops.put(key(user, session), stop);
        return stop;
    }

    void end(String user, String session, AtomicBoolean stop) {
        stops.remove(key(user, session), stop);
    }

    boolean stop(String user, String session) {
        AtomicBoolean stop = stops.get(key(user, session));
        if (stop != null) {
            stop.set(true);
        }
        return stop != null;
    }

    private static String key(String user, String session) {
        return LockName.of("session", user, session).toString();
    }
}
