package io.guarded.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.LockManager;
import io.guarded.cdi.Containers;
import io.guarded.rest.Requests.Reply;
import io.guarded.rest.StreamingTest.Chat;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

class ServedStreamTest {

    /** Makes the guarded stream from within a resource. */
    @Path("/")
    public static class Resource {
        static Chat chat;

        @GET
        @Path("chat")
        public StreamingOutput chat() {
            return chat.answer(StreamingTest::sayHello);
        }

        @GET
        @Path("response")
        public Response response() {
            return chat.response(StreamingTest::sayHello);
        }
    }

    @Test
    void theServerWritesTheGuardedStream() throws Exception {
        try (WeldContainer container = Containers.start(Chat.class)) {
            Resource.chat = container.select(Chat.class).get();
            Requests requests = new Requests(Resource.class, LockExceptionMapper.class);

            Reply stream = requests.get("chat", "en");
            Reply response = requests.get("response", "en");

            assertThat(stream.body()).isEqualTo("hello");
            assertThat(response.body()).isEqualTo("hello");
            assertThat(response.status()).isEqualTo(202);
            assertThat(response.header("X-Kept")).isEqualTo("yes");
            assertThat(container.select(LockManager.class).get().list()).isEmpty();
        }
    }
}
