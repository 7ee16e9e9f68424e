package io.guarded.it.app;

import io.guarded.example.chat.ChatRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;

/** Lets the words through of a session whose name does not fit into a path. */
@Path("script")
@RequestScoped
public class ScriptBodyResource {

    @Inject
    Script script;

    /** Lets one word through; none ends the answer. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public void word(ChatRequest request) {
        script.add(request.getUserId(), request.getSessionId(), request.getQuestion());
    }
}
