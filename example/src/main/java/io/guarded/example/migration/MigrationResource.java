package io.guarded.example.migration;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Starts the migration. */
@Path("migration")
@RequestScoped
public class MigrationResource {

    @Inject
    Migration migration;

    /**
     * Migrates unless another node is at it.
     *
     * @return what became of it
     */
    @POST
    @Produces(MediaType.TEXT_PLAIN)
    public String migrate() {
        return migration.migrate();
    }

    /** Takes it back, to see it once more. */
    @DELETE
    public void undo() {
        migration.undo();
    }
}
