package io.guarded.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** An application keeps the server's JSON-B when it adds a lock, and Redisson with it. */
@ArquillianTest
class JsonBindingIT {

    @ArquillianResource
    URL base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.example("json", Redis.SERVER.url());
    }

    @Test
    void annotationsOfJsonBindingAreHeeded() {
        assertThat(new Client(base).get("json").body()).isEqualTo("{\"session_id\":\"s1\"}");
    }
}
