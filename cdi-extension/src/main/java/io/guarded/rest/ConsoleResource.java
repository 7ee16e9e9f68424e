package io.guarded.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Is the page on which operators see and free locks: {@code guarded/console.html} under the application's path. Found by the
 * server. Answers 404 unless {@code guarded.console.enabled} is true, and 403 to whoever lacks the role
 * {@code guarded.console.role}.
 *
 * @see LocksResource
 * @since 1.0
 */
@Path("guarded")
public class ConsoleResource {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=UTF-8",
            "css", "text/css;charset=UTF-8",
            "js", "text/javascript;charset=UTF-8");

    /** Makes the resource, for the server. */
    public ConsoleResource() {}

    /**
     * Gives the page and what belongs to it.
     *
     * @param suffix which part
     * @param caller who asks
     * @return the part
     */
    @GET
    @Path("console.{suffix: html|css|js}")
    public Response page(@PathParam("suffix") String suffix, @Context SecurityContext caller) {
        return Operator.of(caller).answer(console -> Operator.page(TYPES.get(suffix), read("console." + suffix)));
    }

    /**
     * Tells how long callers of this node have waited for locks.
     *
     * @param caller who asks
     * @return the counts as JSON
     */
    @GET
    @Path("waits")
    public Response waits(@Context SecurityContext caller) {
        return Operator.of(caller)
                .answer(console ->
                        Operator.json(Status.OK, WaitList.of(console.waits().buckets())));
    }

    private static byte[] read(String name) {
        try (InputStream part = ConsoleResource.class.getResourceAsStream(name)) {
            if (part == null) {
                throw new IllegalStateException(name + " is missing in the archive of this class");
            }
            return part.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
