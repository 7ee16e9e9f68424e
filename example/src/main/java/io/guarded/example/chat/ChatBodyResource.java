package io.guarded.example.chat;

import io.guarded.Guarded;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

/** The same chat for clients that send the session in the body: the same key, and so the same lock. */
@Path("chat")
@RequestScoped
public class ChatBodyResource {

    @Inject
    AnswerStream answers;

    @Inject
    Running running;

    /**
     * Streams the answer to a question. Without a user or a session it is refused with 400.
     *
     * @param request the question and whose it is
     * @return the words as they come
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces("text/plain; charset=UTF-8")
    @Guarded(
            name = "session:{request.userId}:{request.sessionId}",
            type = Guarded.REDIS,
            timeout = Guarded.IMMEDIATE,
            maxHold = 300,
            message = "chat.busy")
    public StreamingOutput chat(ChatRequest request) {
        return answers.to(request.getUserId(), request.getSessionId(), request.getQuestion());
    }

    /**
     * Stops the answer that is being written on this node, as {@link ChatResource#stop} does.
     *
     * @param request whose session it is
     * @return 202 if there was one, else 404
     */
    @POST
    @Path("stop")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response stop(ChatRequest request) {
        return Response.status(
                        running.stop(request.getUserId(), request.getSessionId())
                                ? Response.Status.ACCEPTED
                                : Response.Status.NOT_FOUND)
                .build();
    }
}
