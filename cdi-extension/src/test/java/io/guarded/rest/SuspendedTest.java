package io.guarded.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.LockBusyException;
import io.guarded.cdi.Containers;
import io.guarded.cdi.MemoryProvider;
import io.guarded.cdi.Stores;
import io.guarded.rest.Requests.Reply;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.GenericEntity;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With the suspended requests of a real Jersey. */
class SuspendedTest {

    @ApplicationScoped
    static class Worker {
        volatile Consumer<AsyncResponse> body = response -> {};

        @Guarded(name = "w", timeout = Guarded.IMMEDIATE)
        void run(AsyncResponse response) {
            body.accept(response);
        }

        void does(Consumer<AsyncResponse> work) {
            body = work;
        }
    }

    /** Suspends its requests and leaves them to the worker. */
    @Path("/")
    public static class Resource {
        static Worker worker;
        static CompletableFuture<Exception> refusal = new CompletableFuture<>();

        /** Answers before the work begins, as a time limit may while it waits for its lock. */
        @GET
        @Path("answered")
        public void answered(@Suspended AsyncResponse response) {
            response.resume("timed out");
            try {
                worker.run(response);
            } catch (IllegalStateException refused) {
                refusal.complete(refused);
            }
        }

        @GET
        @Path("work")
        public void work(@Suspended AsyncResponse response) {
            worker.run(response);
        }
    }

    private final MemoryProvider store = new MemoryProvider();
    private final CompletableFuture<AsyncResponse> suspended = new CompletableFuture<>();
    private final Requests requests =
            new Requests(Resource.class, LockExceptionMapper.class, LockKeyExceptionMapper.class);
    private WeldContainer container;
    private Worker worker;

    @BeforeEach
    void deploy() {
        Stores.use(store);
        container = Containers.start(Worker.class, Stores.class);
        worker = container.select(Worker.class).get();
        worker.does(suspended::complete);
        Resource.worker = worker;
        Resource.refusal = new CompletableFuture<>();
    }

    @AfterEach
    void undeploy() {
        container.close();
    }

    private static Reply get(Future<Reply> reply) throws Exception {
        return reply.get(20, TimeUnit.SECONDS);
    }

    private void awaitFreedOnce() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(store::isEmpty);
        assertThat(store.releases()).isEqualTo(1);
    }

    @Test
    void theLockIsHeldUntilTheRequestIsResumed() throws Exception {
        Future<Reply> reply = requests.begin("work");
        AsyncResponse response = suspended.get(20, TimeUnit.SECONDS);
        assertThat(store.isEmpty()).isFalse();
        assertThatThrownBy(() -> worker.run(response)).isInstanceOf(LockBusyException.class);

        assertThat(response.isSuspended()).isTrue();
        assertThat(response.resume("done")).isTrue();
        assertThat(response.resume("again")).isFalse();

        assertThat(get(reply).body()).isEqualTo("done");
        awaitFreedOnce();
    }

    @Test
    void theClientIsAnsweredAfterTheRelease() throws Exception {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        store.holdReleasesBack(answer);
        Future<Reply> reply = requests.begin("work");
        AsyncResponse response = suspended.get(20, TimeUnit.SECONDS);

        assertThat(response.resume("done")).isTrue();
        assertThat(response.isSuspended()).isFalse();
        assertThat(response.isDone()).isFalse();
        assertThat(reply).isNotDone();

        answer.complete("now");
        assertThat(get(reply).body()).isEqualTo("done");
    }

    @Test
    void aFailureIsAnsweredAndFrees() throws Exception {
        Future<Reply> reply = requests.begin("work");

        suspended.get(20, TimeUnit.SECONDS).resume(new NotFoundException());

        assertThat(get(reply).status()).isEqualTo(404);
        awaitFreedOnce();
    }

    @Test
    void aLostLockIsAnsweredInPlaceOfTheResult() throws Exception {
        Future<Reply> reply = requests.begin("work");
        AsyncResponse response = suspended.get(20, TimeUnit.SECONDS);

        store.forgetAll();
        response.resume("done");

        assertThat(get(reply).status()).isEqualTo(500);
        assertThat(get(reply).body()).doesNotContain("done");
    }

    @Test
    void aCancelFrees() throws Exception {
        Future<Reply> reply = requests.begin("work");

        assertThat(suspended.get(20, TimeUnit.SECONDS).cancel(7)).isTrue();

        assertThat(get(reply).status()).isEqualTo(503);
        assertThat(get(reply).header("Retry-After")).isEqualTo("7");
        awaitFreedOnce();
    }

    @Test
    void aTimeLimitFrees() throws Exception {
        worker.does(response -> response.setTimeout(50, TimeUnit.MILLISECONDS));

        Reply reply = get(requests.begin("work"));

        assertThat(reply.status()).isEqualTo(503);
        awaitFreedOnce();
    }

    @Test
    void aTimeoutHandlerAnswersBeforeItReturnsAndFrees() throws Exception {
        store.holdReleasesBack(
                CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS)));
        CompletableFuture<Boolean> isAnswered = new CompletableFuture<>();
        worker.does(response -> {
            response.setTimeoutHandler(late -> {
                late.resume("too late");
                isAnswered.complete(late.isDone());
            });
            response.setTimeout(50, TimeUnit.MILLISECONDS);
        });

        assertThat(get(requests.begin("work")).body()).isEqualTo("too late");
        assertThat(isAnswered.get(20, TimeUnit.SECONDS)).isTrue();
        awaitFreedOnce();
    }

    @Test
    void aBodyThatThrowsFrees() throws Exception {
        worker.does(response -> {
            throw new ForbiddenException();
        });

        assertThat(get(requests.begin("work")).status()).isEqualTo(403);
        awaitFreedOnce();
    }

    @Test
    void aBodyThatAnswersBeforeItReturnsFreesOnce() throws Exception {
        worker.does(response -> response.resume("at once"));

        assertThat(get(requests.begin("work")).body()).isEqualTo("at once");
        awaitFreedOnce();
    }

    @Test
    void aStreamedAnswerIsGuardedToItsLastByte() throws Exception {
        boolean[] held = new boolean[3];
        Object[] answers = {
            stream(held, 0),
            Response.ok(stream(held, 1)).build(),
            new GenericEntity<>(stream(held, 2), StreamingOutput.class)
        };
        for (Object answer : answers) {
            worker.does(response -> response.resume(answer));
            assertThat(get(requests.begin("work")).body()).isEqualTo("hello");
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(store::isEmpty);
        }

        assertThat(held).containsOnly(true);
        assertThat(store.releases()).isEqualTo(3);
    }

    private StreamingOutput stream(boolean[] held, int index) {
        return out -> {
            held[index] = !store.isEmpty();
            StreamingTest.sayHello(out);
        };
    }

    @Test
    void aRequestThatWasAnsweredBeforeTheLockWasThereDoesNotRun() throws Exception {
        assertThat(get(requests.begin("answered")).body()).isEqualTo("timed out");

        assertThat(Resource.refusal.get(20, TimeUnit.SECONDS)).hasMessageContaining("before its lock was there");
        assertThat(suspended).as("the body").isNotDone();
        awaitFreedOnce();
    }

    @Test
    void withoutTheParameterNothingRuns() {
        assertThatThrownBy(() -> worker.run(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("AsyncResponse of run is null");
        awaitFreedOnce();
    }
}
