package io.guarded.cdi.docs;

import static io.guarded.cdi.docs.ReadmeTest.answer;

import io.guarded.Guarded;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.StreamingOutput;

/** Is the first example of the README. */
@Path("chat/{user}/{session}")
@RequestScoped
public class ChatResource {

    @POST
    @Guarded(name = "session:{user}:{session}", type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
    public StreamingOutput chat(@PathParam("user") String user, @PathParam("session") String session, String question) {
        return out -> answer(question, out); // guarded until the last byte is out
    }
}
