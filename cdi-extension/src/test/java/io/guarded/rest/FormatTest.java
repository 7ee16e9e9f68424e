package io.guarded.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.LockBusyException;
import io.guarded.rest.Requests.Reply;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answer has the format that the client likes best. */
class FormatTest {

    @Path("/")
    public static class Resource {
        @GET
        @Path("busy")
        public String busy() {
            throw new LockBusyException("secret", Duration.ZERO, null);
        }
    }

    private final Requests requests = new Requests(Resource.class, LockExceptionMapper.class);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/* | application/json",
                "application/json | application/json",
                "application/* | application/json",
                "application/problem+json | application/problem+json",
                "application/json;q=0.5, application/problem+json | application/problem+json",
                "application/problem+json;q=0.5, application/json | application/json",
                "text/plain | text/plain",
                "text/html, application/xhtml+xml, */*;q=0.8 | application/json",
                "text/event-stream | text/plain",
                "image/png | text/plain",
                "application/json;q=0, text/plain | text/plain"
            })
    void theClientChooses(String accept, String type) throws Exception {
        Reply reply = requests.getAs("busy", accept);

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.header("Content-Type")).isEqualToIgnoringCase(type + ";charset=utf-8");
        assertThat(reply.header("Vary")).isEqualTo("Accept, Accept-Language");
    }

    @Test
    void aProblemHasTheMembersOfItsStandard() throws Exception {
        assertThat(requests.getAs("busy", "application/problem+json").body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Too Many Requests\",\"status\":429,\"detail\":"
                        + "\"Somebody else is working on this right now. Please try again shortly."
                        + " (the resource is in use)\"}");
    }

    @Test
    void plainTextIsTheMessageForPeople() throws Exception {
        assertThat(requests.getAs("busy", "text/plain").body())
                .isEqualTo("Somebody else is working on this right now. Please try again shortly.\n");
    }
}
