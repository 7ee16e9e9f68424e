package io.guarded.it.app;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.lang.System.Logger.Level;

/** Writes into the server's log, so that the test knows when all that came before is there. */
@Path("log/{line}")
@RequestScoped
public class LogResource {

    /** Writes a line. */
    @POST
    public void write(@PathParam("line") String line) {
        System.getLogger(LogResource.class.getName()).log(Level.WARNING, line);
    }
}
