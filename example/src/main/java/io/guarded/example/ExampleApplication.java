package io.guarded.example;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** Puts the resources under {@code /api}. */
@ApplicationPath("api")
public class ExampleApplication extends Application {

    /** Jersey, in Payara and GlassFish, holds the first 8 KiB of an answer back, flushed or not; a stream is to be seen. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.contentLength.buffer", 0);
    }
}
