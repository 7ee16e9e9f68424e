package io.guarded.it.app;

import jakarta.enterprise.context.RequestScoped;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Sends an object that only JSON-B names as its annotation says. */
@Path("json")
@RequestScoped
public class JsonResource {

    /** An object for JSON-B. */
    public static final class Named {

        /** Is called otherwise in JSON. */
        @JsonbProperty("session_id")
        public String session = "s1";
    }

    /** Sends it. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Named named() {
        return new Named();
    }
}
