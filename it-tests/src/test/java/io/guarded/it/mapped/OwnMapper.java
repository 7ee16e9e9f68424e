package io.guarded.it.mapped;

import io.guarded.LockBusyException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Is the application's own mapper for a busy lock. */
@Provider
public class OwnMapper implements ExceptionMapper<LockBusyException> {

    @Override
    public Response toResponse(LockBusyException exception) {
        return Response.status(409).entity("the application's own").build();
    }
}
