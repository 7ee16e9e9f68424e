package io.guarded.it.app;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;

/** Lets the words of an answer through. */
@Path("script/{user}/{session}")
@RequestScoped
public class ScriptResource {

    @Inject
    Script script;

    /** Lets one word through. */
    @POST
    @Consumes(MediaType.TEXT_PLAIN)
    public void word(@PathParam("user") String user, @PathParam("session") String session, String word) {
        script.add(user, session, word);
    }

    /** Ends the answer. */
    @DELETE
    public void end(@PathParam("user") String user, @PathParam("session") String session) {
        script.add(user, session, "");
    }
}
