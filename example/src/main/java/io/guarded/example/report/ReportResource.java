package io.guarded.example.report;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Starts and stops the timer of this node, and tells what came of it. */
@Path("report")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ReportResource {

    @Inject
    ReportTimer timer;

    /**
     * Tells what came of the last firings on this node.
     *
     * @return the latest first
     */
    @GET
    public List<Run> runs() {
        return timer.runs();
    }

    /** Fires at once. */
    @POST
    public void fire() {
        timer.fire();
    }

    /** Starts the timer. */
    @POST
    @Path("timer")
    public void start() {
        timer.start();
    }

    /** Stops the timer. */
    @DELETE
    @Path("timer")
    public void stop() {
        timer.stop();
    }
}
