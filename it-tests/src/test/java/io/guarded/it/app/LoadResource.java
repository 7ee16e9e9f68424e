package io.guarded.it.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.guarded.Guarded;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** Is asked by many clients at once, and counts whether two were ever in one session. */
@Path("load")
@RequestScoped
public class LoadResource {

    private static final long WORK_NANOS = 5_000_000;

    @Inject
    Sessions sessions;

    /** Streams an answer, word by word. */
    @POST
    @Path("guarded/{session}")
    @Guarded(name = "load:{session}", type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
    public StreamingOutput guarded(@PathParam("session") String session) {
        return out -> {
            sessions.enter(session);
            try {
                for (int word = 0; word < 4; word++) {
                    LockSupport.parkNanos(WORK_NANOS);
                    out.write("word ".getBytes(UTF_8));
                    out.flush();
                }
            } finally {
                sessions.leave(session);
            }
        };
    }

    /** Answers at once. */
    @POST
    @Path("plain")
    public String plain() {
        return "plain";
    }

    /** Tells how often somebody was in a session in which another was. */
    @GET
    @Path("intrusions")
    public int intrusions() {
        return sessions.intrusions();
    }

    /** Tells how many threads are inside of the library. */
    @GET
    @Path("waiting")
    public long waiting() {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack -> Arrays.stream(stack)
                        .anyMatch(frame -> frame.getClassName().startsWith("io.guarded.core.")))
                .count();
    }
}
