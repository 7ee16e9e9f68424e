package com.example;

import io.guarded.Guarded;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

@Path("chat/{user}/{session}")
@RequestScoped
public class Chat {

    @POST
    @Guarded(name = "session:{user}:{session}", type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
    public StreamingOutput ask(@PathParam("user") String user, @PathParam("session") String session, String question) {
        return out -> { // guarded until the last byte is out
            for (int second = 1; second <= 30; second++) {
                out.write(("thinking about: " + question + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            }
        };
    }
}
