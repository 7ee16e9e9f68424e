package io.guarded.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.LockManager;
import io.guarded.cdi.Containers;
import io.guarded.rest.Requests.Reply;
import io.guarded.rest.StreamingTest.Chat;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A guarded stream that nobody reads costs its lock for no longer than a stream may take to start. */
class UnwrittenStreamTest {

    /** Makes the guarded stream from within a resource. */
    @Path("/")
    public static class Resource {
        static final AtomicInteger WRITES = new AtomicInteger();
        static Chat chat;

        @GET
        @Path("chat")
        public StreamingOutput chat() {
            return chat.answer(output -> WRITES.incrementAndGet());
        }

        @GET
        @Path("response")
        public Response response() {
            return chat.response(output -> WRITES.incrementAndGet());
        }
    }

    /** Answers something else than what the resource has said, if it is asked to. */
    public static class Replacing implements ContainerResponseFilter {

        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            if (request.getUriInfo().getQueryParameters().containsKey("replaced")) {
                response.setEntity("instead");
            }
        }
    }

    private WeldContainer container;

    @BeforeEach
    void deploy() {
        System.setProperty("guarded.stream-start", "300ms");
        container = Containers.start(Chat.class);
        Resource.chat = container.select(Chat.class).get();
        Resource.WRITES.set(0);
    }

    @AfterEach
    void undeploy() {
        container.close();
        System.clearProperty("guarded.stream-start");
    }

    @ParameterizedTest
    @CsvSource({"HEAD, chat, ''", "HEAD, response, ''", "GET, chat?replaced, instead", "GET, response?replaced, instead"
    })
    void theLockIsFreeSoonAndTheNextIsLetIn(String method, String path, String body) throws Exception {
        Requests requests = new Requests(Resource.class, Replacing.class, LockExceptionMapper.class);

        Reply reply = requests.send(method, path, "en");

        assertThat(reply.body()).isEqualTo(body);
        if (!method.equals("HEAD")) {
            // Jersey writes into nothing for a HEAD, others do not write
            assertThat(Resource.WRITES).hasValue(0);
        }
        Awaitility.await().untilAsserted(() -> assertThat(
                        container.select(LockManager.class).get().list())
                .isEmpty());
        Resource.chat.nested();
    }
}
