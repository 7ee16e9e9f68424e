package io.guarded.it.mapped;

import io.guarded.LockException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Is the application's own mapper for the very type that the module has one for. */
@Provider
public class OwnGeneralMapper implements ExceptionMapper<LockException> {

    @Override
    public Response toResponse(LockException exception) {
        return Response.status(409).entity("the application's own").build();
    }
}
