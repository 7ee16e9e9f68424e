package io.guarded.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.LockLostException;
import io.guarded.cdi.Containers;
import io.guarded.rest.Requests.Reply;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that never end lose their lock to the next when the longest hold is over, and are told so. */
class LongestStreamTest {

    @ApplicationScoped
    static class Worker {
        @Guarded(name = "short", maxHold = 400, unit = TimeUnit.MILLISECONDS, timeout = 60_000)
        public StreamingOutput stream(StreamingOutput work) {
            return work;
        }

        @Guarded(name = "short", maxHold = 400, unit = TimeUnit.MILLISECONDS, timeout = 60_000)
        public void suspended(AsyncResponse response, CompletableFuture<AsyncResponse> begun) {
            begun.complete(response);
        }

        @Guarded(name = "short")
        public String next() {
            return "ran";
        }
    }

    /** Leaves its requests to the worker. */
    @Path("/")
    public static class Resource {
        static Worker worker;
        static CompletableFuture<AsyncResponse> begun;

        @GET
        public void suspended(@Suspended AsyncResponse response) {
            worker.suspended(response, begun);
        }
    }

    private WeldContainer container;
    private Worker worker;

    @BeforeEach
    void deploy() {
        container = Containers.start(Worker.class);
        worker = container.select(Worker.class).get();
        Resource.worker = worker;
        Resource.begun = new CompletableFuture<>();
    }

    @AfterEach
    void undeploy() {
        container.close();
    }

    @Test
    void aStreamThatIsWrittenForEver() {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Void> end = new CompletableFuture<>();
        StreamingOutput stream = worker.stream(output -> {
            begun.complete(null);
            end.join();
        });
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(stream));
        // on a slow machine the hold may be over before it begins
        CompletableFuture.anyOf(begun, writing).exceptionally(lost -> null).join();

        assertThat(worker.next()).isEqualTo("ran");

        end.complete(null);
        assertThatThrownBy(writing::join).cause().isInstanceOf(LockLostException.class);
    }

    private static void write(StreamingOutput stream) {
        try {
            stream.write(OutputStream.nullOutputStream());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void aRequestThatIsNeverResumed() throws Exception {
        Future<Reply> reply = new Requests(Resource.class, LockExceptionMapper.class).begin("");
        AsyncResponse response = Resource.begun.get(20, TimeUnit.SECONDS);

        assertThat(worker.next()).isEqualTo("ran");

        response.resume("late");
        assertThat(reply.get(20, TimeUnit.SECONDS).status()).isEqualTo(500);
    }
}
