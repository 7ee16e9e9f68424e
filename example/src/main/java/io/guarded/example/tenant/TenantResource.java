package io.guarded.example.tenant;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** Starts a tenant's processing. A tenant's name may have any letters, and some servers refuse a path with a slash in a name. */
@Path("tenants")
@RequestScoped
public class TenantResource {

    @Inject
    TenantProcessing processing;

    /**
     * Adds an amount.
     *
     * @param tenant the tenant
     * @param amount what to add
     * @return the balance after it
     */
    @POST
    @Produces(MediaType.TEXT_PLAIN)
    public String process(@QueryParam("tenant") String tenant, @QueryParam("amount") @DefaultValue("1") long amount) {
        return Long.toString(processing.process(tenant, amount));
    }
}
