package io.guarded.rest;

import io.guarded.LockInfo;
import io.guarded.cdi.Console;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Shows operators who holds which lock, and lets them free one: {@code guarded/locks} under the application's path. Found by
 * the server. Answers 404 unless {@code guarded.console.enabled} is true, and 403 to whoever lacks the role
 * {@code guarded.console.role}.
 *
 * <p>A name that no path can carry, such as {@code a/../b}, goes as the parameter {@code name} of the query instead; any name
 * may. There are servers that refuse a path with a colon.
 *
 * @since 1.0
 */
@Path("guarded/locks")
public class LocksResource {

    private static final String NAME = "{name: .+}";

    /** Makes the resource, for the server. */
    public LocksResource() {}

    /**
     * Lists who holds what, in all stores in use.
     *
     * @param name only the holds of this name; null for all
     * @param caller who asks
     * @return the list as JSON
     */
    @GET
    public Response all(@QueryParam("name") @Nullable String name, @Context SecurityContext caller) {
        return Operator.of(caller)
                .answer(console -> Operator.json(
                        Status.OK,
                        LockList.of(locks(
                                console, lock -> name == null || lock.name().equals(name)))));
    }

    /**
     * Tells who holds one lock.
     *
     * @param name its name
     * @param caller who asks
     * @return its holds as JSON, 404 if nobody holds it
     */
    @GET
    @Path(NAME)
    public Response one(@PathParam("name") String name, @Context SecurityContext caller) {
        return Operator.of(caller).answer(console -> {
            List<LockInfo> holds = locks(console, lock -> lock.name().equals(name));
            return holds.isEmpty()
                    ? Operator.error(Status.NOT_FOUND, "nobody holds this lock")
                    : Operator.json(Status.OK, LockList.of(holds));
        });
    }

    /**
     * Frees a lock if the given hold still has it. Its holder is told, and goes on without it until it looks.
     *
     * @param name the lock's name
     * @param id the hold's id as the list showed it
     * @param caller who wants it
     * @param request has to have the header {@code X-Guarded-Console}, which no page of another site can send unasked
     * @return 204 if that hold had the lock and has it no more, 409 if it did not have it
     */
    @DELETE
    @Path(NAME)
    public Response free(
            @PathParam("name") String name,
            @QueryParam("id") @Nullable String id,
            @Context SecurityContext caller,
            @Context HttpHeaders request) {
        return Operator.of(caller).change(request, console -> freed(console, name, id, caller));
    }

    /**
     * Frees a lock whose name no path can carry.
     *
     * @param name the lock's name
     * @param id the hold's id as the list showed it
     * @param caller who wants it
     * @param request has to have the header {@code X-Guarded-Console}
     * @return as {@link #free}
     */
    @DELETE
    public Response freeByQuery(
            @QueryParam("name") @Nullable String name,
            @QueryParam("id") @Nullable String id,
            @Context SecurityContext caller,
            @Context HttpHeaders request) {
        return Operator.of(caller).change(request, console -> freed(console, name, id, caller));
    }

    private static Response freed(Console console, @Nullable String name, @Nullable String id, SecurityContext caller) {
        if (name == null || name.isEmpty() || id == null || id.isEmpty()) {
            return Operator.error(Status.BAD_REQUEST, "name the lock, and its hold by ?id= as the list shows it");
        }
        return console.manager().forceRelease(name, id, Operator.nameOf(caller))
                ? Operator.empty(Status.NO_CONTENT)
                : Operator.error(Status.CONFLICT, "that hold does not have the lock any more; look again");
    }

    private static List<LockInfo> locks(Console console, Predicate<LockInfo> isMeant) {
        return console.manager().locks().stream().filter(isMeant).toList();
    }
}
