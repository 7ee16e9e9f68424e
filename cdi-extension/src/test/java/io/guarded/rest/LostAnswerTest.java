package io.guarded.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.Guarded;
import io.guarded.cdi.Containers;
import io.guarded.cdi.MemoryProvider;
import io.guarded.cdi.Stores;
import io.guarded.rest.Requests.Reply;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A lock that is lost after the call has returned is answered like one that is lost before: the guard is named. */
class LostAnswerTest {

    @ApplicationScoped
    public static class Worker {
        @Guarded(name = "work:{user}")
        public String call(String user, Supplier<String> work) {
            return work.get();
        }

        @Guarded(name = "work:{user}")
        public CompletionStage<String> stage(String user, CompletableFuture<String> work) {
            return work;
        }

        @Guarded(name = "work:{user}")
        public StreamingOutput stream(String user, StreamingOutput work) {
            return work;
        }

        @Guarded(name = "work:{user}")
        public void suspended(String user, AsyncResponse response, CompletableFuture<AsyncResponse> body) {
            body.complete(response);
        }
    }

    @Path("{user}")
    public static class Resource {
        static Worker worker;
        static MemoryProvider store;

        private static String lose() {
            store.forgetAll();
            return "done";
        }

        @GET
        @Path("call")
        public String call(@PathParam("user") String user) {
            return worker.call(user, Resource::lose);
        }

        @GET
        @Path("stage")
        public CompletionStage<String> stage(@PathParam("user") String user) {
            CompletableFuture<String> work = new CompletableFuture<>();
            CompletionStage<String> guarded = worker.stage(user, work);
            work.complete(lose());
            return guarded;
        }

        @GET
        @Path("stream")
        public StreamingOutput stream(@PathParam("user") String user) {
            return worker.stream(user, out -> lose());
        }

        /** Begins when the time for that is over. */
        @GET
        @Path("late")
        public StreamingOutput late(@PathParam("user") String user) {
            StreamingOutput stream = worker.stream(user, out -> lose());
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(store::isEmpty);
            return stream;
        }

        @GET
        @Path("suspended")
        public void suspended(@PathParam("user") String user, @Suspended AsyncResponse response) {
            CompletableFuture<AsyncResponse> body = new CompletableFuture<>();
            worker.suspended(user, response, body);
            body.join().resume(lose());
        }
    }

    private WeldContainer container;
    private Requests requests;

    private void start(String work) {
        System.setProperty("guarded.stream-start", work.equals("late") ? "50ms" : "30s");
        Resource.store = new MemoryProvider();
        Stores.use(Resource.store);
        container = Containers.start(Worker.class, Stores.class);
        Resource.worker = container.select(Worker.class).get();
        requests = new Requests(Resource.class, LockExceptionMapper.class);
    }

    @AfterEach
    void end() {
        container.close();
        System.clearProperty("guarded.stream-start");
    }

    @ParameterizedTest
    @ValueSource(strings = {"call", "stage", "stream", "late", "suspended"})
    void theLossNamesItsGuardAndNoValue(String work) throws Exception {
        start(work);

        Reply reply = requests.get("ada/" + work, "en");

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.body())
                .contains("\"detail\":\"work:{user} was lost while the work ran\"")
                .contains("\"status_code\":500")
                .doesNotContain("ada");
    }
}
