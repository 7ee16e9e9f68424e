package io.guarded.example.node;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Tells on which node one is. */
@Path("node")
@RequestScoped
public class NodeResource {

    /**
     * Tells it.
     *
     * @return this node
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Node node() {
        return Node.here();
    }
}
