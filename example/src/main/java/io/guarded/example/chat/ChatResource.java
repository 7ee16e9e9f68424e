package io.guarded.example.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.guarded.Guarded;
import io.guarded.LockManager;
import io.guarded.LockName;
import io.guarded.NamedLock;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Iterator;

/** Answers a session's questions one after the other: a second one is refused with 429 until the last byte is out. */
@Path("chat/{user}/{session}")
@RequestScoped
public class ChatResource {

    @Inject
    Answers answers;

    @Inject
    LockManager locks;

    /**
     * Streams the answer to a question.
     *
     * @param user who asks
     * @param session the session
     * @param question the question
     * @return the words as they come
     */
    @POST
    @Consumes(MediaType.TEXT_PLAIN)
    @Produces("text/plain; charset=UTF-8")
    @Guarded(name = "session:{user}:{session}", type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
    public StreamingOutput chat(@PathParam("user") String user, @PathParam("session") String session, String question) {
        return out -> {
            Iterator<String> words = answers.to(user, session, question).iterator();
            while (words.hasNext()) {
                out.write(words.next().getBytes(UTF_8));
                out.flush();
            }
        };
    }

    /**
     * Tells whether the session is busy: the same lock by hand, whose name the template above makes as well.
     *
     * @param user who asks
     * @param session the session
     * @return the status
     */
    @GET
    @Path("status")
    @Produces(MediaType.APPLICATION_JSON)
    public SessionStatus status(@PathParam("user") String user, @PathParam("session") String session) {
        NamedLock lock = locks.getOrCreate(LockName.of("session", user, session), Guarded.REDIS);
        return new SessionStatus(user, session, lock.isLocked());
    }
}
