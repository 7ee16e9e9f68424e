package io.guarded.example.fencing;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** Books on an account, by holders that may be overtaken. */
@Path("accounts/{account}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class AccountResource {

    @Inject
    Accounts accounts;

    @Inject
    Standstill standstill;

    /**
     * Shows it.
     *
     * @param account which account
     * @return what is known of it
     */
    @GET
    public Account look(@PathParam("account") @Size(max = 100) String account) {
        return accounts.look(account);
    }

    /**
     * Books.
     *
     * @param account on which account
     * @param amount what to add
     * @param isPaused whether to stand still in the middle of it
     * @return 200, or 409 if the row refused it, or 429 if another holder stands still on this node already
     */
    @POST
    public Response book(
            @PathParam("account") @Size(max = 100) String account,
            @QueryParam("amount") @DefaultValue("1") long amount,
            @QueryParam("paused") boolean isPaused) {
        if (!isPaused) {
            return answer(accounts.book(account, amount, false));
        }
        // before it waits for the lock: those who wait to stand still would keep the server's threads as well
        return standstill
                .alone(() -> accounts.book(account, amount, true))
                .map(AccountResource::answer)
                .orElseGet(AccountResource::busy);
    }

    private static Response answer(Booking booking) {
        return Response.status(booking.accepted() ? Response.Status.OK : Response.Status.CONFLICT)
                .entity(booking)
                .build();
    }

    private static Response busy() {
        return Response.status(Response.Status.TOO_MANY_REQUESTS)
                .entity(Map.of("error", "A holder stands still on this node already. Wake it first."))
                .build();
    }

    /**
     * Wakes the holder that stands still on this node.
     *
     * @param account whose
     * @return 204, or 404 if there is none
     */
    @POST
    @Path("wake")
    public Response wake(@PathParam("account") @Size(max = 100) String account) {
        return Response.status(standstill.end(account) ? Response.Status.NO_CONTENT : Response.Status.NOT_FOUND)
                .build();
    }
}
