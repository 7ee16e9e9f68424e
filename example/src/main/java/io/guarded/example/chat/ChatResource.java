package io.guarded.example.chat;

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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;

/** Answers a session's questions one after the other: a second one is refused with 429 until the last byte is out. */
@Path("chat/{user}/{session}")
@RequestScoped
public class ChatResource {

    @Inject
    AnswerStream answers;

    @Inject
    Running running;

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
    @Guarded(
            name = "session:{user}:{session}",
            type = Guarded.REDIS,
            timeout = Guarded.IMMEDIATE,
            maxHold = 300,
            message = "chat.busy")
    public StreamingOutput chat(@PathParam("user") String user, @PathParam("session") String session, String question) {
        return answers.to(user, session, question);
    }

    /**
     * Sends the answer to a question as events, one for each word, to clients that ask for {@code text/event-stream}; who
     * takes anything gets text.
     *
     * @param user who asks
     * @param session the session
     * @param question the question
     * @param events where the events go
     * @param sse makes them
     */
    @POST
    @Consumes(MediaType.TEXT_PLAIN)
    @Produces(MediaType.SERVER_SENT_EVENTS + ";qs=0.5")
    @Guarded(
            name = "session:{user}:{session}",
            type = Guarded.REDIS,
            timeout = Guarded.IMMEDIATE,
            maxHold = 300,
            message = "chat.busy")
    public void chatEvents(
            @PathParam("user") String user,
            @PathParam("session") String session,
            String question,
            @Context SseEventSink events,
            @Context Sse sse) {
        answers.to(user, session, question, events, sse);
    }

    /**
     * Stops the answer that is being written on this node; its lock is free as soon as the thinking has ended.
     *
     * @param user whose session it is
     * @param session the session
     * @return 202 if there was one, else 404
     */
    @POST
    @Path("stop")
    public Response stop(@PathParam("user") String user, @PathParam("session") String session) {
        return Response.status(running.stop(user, session) ? Response.Status.ACCEPTED : Response.Status.NOT_FOUND)
                .build();
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
