package io.guarded.cdi.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.LockBusyException;
import io.guarded.LockDefinitionException;
import io.guarded.cdi.Containers;
import io.guarded.cdi.MemoryProvider;
import io.guarded.cdi.Stores;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AsyncTest {

    @ApplicationScoped
    static class Worker {
        @Guarded(name = "w", timeout = Guarded.IMMEDIATE)
        public CompletionStage<String> stage(CompletionStage<String> work) {
            return work;
        }

        @Guarded(name = "w", timeout = Guarded.IMMEDIATE)
        public CompletableFuture<String> future(CompletableFuture<String> work) {
            return work;
        }

        @Guarded(name = "w", timeout = Guarded.IMMEDIATE)
        public Object anything(Object work) {
            return work;
        }

        @Guarded(name = "w", timeout = Guarded.IMMEDIATE)
        public CompletionStage<String> failing() {
            throw new IllegalArgumentException("early");
        }
    }

    private final MemoryProvider store = new MemoryProvider();
    private final CompletableFuture<String> work = new CompletableFuture<>();
    private WeldContainer container;
    private Worker worker;

    @BeforeEach
    void deploy() {
        Stores.use(store);
        container = Containers.start(Worker.class, Stores.class);
        worker = container.select(Worker.class).get();
    }

    @AfterEach
    void undeploy() {
        container.close();
    }

    @Test
    void theLockIsHeldUntilTheStageEnds() {
        CompletionStage<String> caller = worker.stage(work);

        assertThat(store.isEmpty()).isFalse();
        assertThatThrownBy(() -> worker.stage(new CompletableFuture<>())).isInstanceOf(LockBusyException.class);

        work.complete("done");
        assertThat(caller.toCompletableFuture().join()).isEqualTo("done");
        assertThat(store.isEmpty()).isTrue();
        assertThat(store.releases()).isEqualTo(1);
    }

    @Test
    void theCallerGetsTheBodysOwnException() {
        IllegalStateException own = new IllegalStateException("own");
        CompletionStage<String> caller = worker.stage(CompletableFuture.supplyAsync(() -> {
            throw own;
        }));

        assertThatThrownBy(() -> caller.toCompletableFuture().join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isSameAs(own);
        assertThat(caller.handle((value, failure) -> failure)
                        .toCompletableFuture()
                        .join())
                .isSameAs(own);
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void theCallersFutureCompletesAfterTheRelease() throws Exception {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        store.holdReleasesBack(answer);
        CompletableFuture<String> caller = worker.future(work);

        work.complete("done");
        assertThat(caller.isDone()).isFalse();

        answer.complete("now");
        assertThat(caller.get(20, TimeUnit.SECONDS)).isEqualTo("done");
    }

    @Test
    void theCallersContinuationRunsOffTheStoresThreadWithTheApplicationsLoader() throws Exception {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        store.holdReleasesBack(answer);
        CompletableFuture<Thread> ranOn = new CompletableFuture<>();
        CompletableFuture<ClassLoader> loader = new CompletableFuture<>();
        CompletableFuture<Void> continued = worker.future(work).thenAccept(done -> {
            ranOn.complete(Thread.currentThread());
            loader.complete(Thread.currentThread().getContextClassLoader());
        });

        work.complete("done");
        answer.complete("now");

        continued.get(20, TimeUnit.SECONDS);
        assertThat(ranOn.join()).isNotSameAs(Thread.currentThread());
        assertThat(loader.join()).isSameAs(Thread.currentThread().getContextClassLoader());
    }

    @Test
    void cancellingTheCallersFutureFreesNothing() {
        CompletableFuture<String> caller = worker.future(work);

        assertThat(caller.cancel(true)).isTrue();
        assertThat(work.isDone()).isFalse();
        assertThat(store.isEmpty()).isFalse();

        work.complete("done");
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void aCancelledBodyCancelsTheCaller() {
        CompletableFuture<String> caller = worker.future(work);

        work.cancel(true);

        assertThatThrownBy(caller::join).isInstanceOf(CancellationException.class);
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void throwingNullAndCompleteStagesReleaseOnce() {
        assertThatThrownBy(() -> worker.failing())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("early");
        assertThat(worker.stage(null)).isNull();
        assertThat(worker.stage(CompletableFuture.completedFuture("x"))
                        .toCompletableFuture()
                        .join())
                .isEqualTo("x");

        assertThat(store.releases()).isEqualTo(3);
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void theThreadOfAReturnedCallDoesNotReenter() {
        worker.stage(work);

        assertThatThrownBy(() -> worker.anything("x")).isInstanceOf(LockBusyException.class);
        work.complete("done");
        assertThat(worker.anything("x")).isEqualTo("x");
    }

    @Test
    void aResultOfNoDeclaredKindIsGuardedByItsClass() {
        Object caller = worker.anything(work);

        assertThat(store.isEmpty()).isFalse();
        work.complete("done");
        assertThat(((CompletableFuture<?>) caller).join()).isEqualTo("done");
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void aResultThatWouldGoOnUnguardedIsKeptFromTheCaller() {
        assertThatThrownBy(() -> worker.anything(Stream.of("a")))
                .isInstanceOf(LockDefinitionException.class)
                .hasMessageStartingWith("GUARD-010");
        assertThat(store.isEmpty()).isTrue();
    }
}
