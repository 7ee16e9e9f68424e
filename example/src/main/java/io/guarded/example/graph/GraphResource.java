package io.guarded.example.graph;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Merges documents into a graph, and shows it. */
@Path("graphs/{workspace}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class GraphResource {

    @Inject
    KnowledgeGraph graph;

    /**
     * Merges a document.
     *
     * @param workspace whose graph it is
     * @param entities what the document speaks of
     * @return what became of it
     */
    @POST
    public Merge merge(
            @PathParam("workspace") @Size(max = 100) String workspace,
            @QueryParam("entity") @Size(min = 1, max = 20) List<@Size(min = 1, max = 100) String> entities) {
        return graph.merge(workspace, entities);
    }

    /**
     * Tells how often entities were named.
     *
     * @param workspace whose graph it is
     * @param entities which ones
     * @return the mentions of each
     */
    @GET
    public List<Mention> mentions(
            @PathParam("workspace") @Size(max = 100) String workspace,
            @QueryParam("entity") @Size(max = 20) List<@Size(min = 1, max = 100) String> entities) {
        return graph.mentions(workspace, entities);
    }
}
