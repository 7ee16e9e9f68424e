package io.guarded.it.observed;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/** Tells the test what the application was told. */
@Path("told")
@RequestScoped
public class ToldResource {

    @Inject
    Told told;

    /** Says what happened to a lock; its name has colons, which some servers refuse in a path. */
    @GET
    public String of(@QueryParam("lock") String lock) {
        return String.join(" ", told.of(lock));
    }
}
