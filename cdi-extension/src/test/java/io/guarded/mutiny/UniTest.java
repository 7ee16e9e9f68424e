package io.guarded.mutiny;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.Guarded.OnBusy;
import io.guarded.LockBusyException;
import io.guarded.LockLostException;
import io.guarded.cdi.Containers;
import io.guarded.cdi.MemoryProvider;
import io.guarded.cdi.Stores;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UniTest {

    @ApplicationScoped
    static class Worker {
        @Guarded(name = "w", timeout = Guarded.IMMEDIATE)
        <T> Uni<T> uni(Uni<T> work) {
            return work;
        }

        @Guarded(name = "w", timeout = Guarded.IMMEDIATE)
        Uni<Multi<String>> stream(Uni<Multi<String>> work) {
            return work;
        }

        @Guarded(name = "w", timeout = Guarded.IMMEDIATE, onBusy = OnBusy.SKIP)
        Uni<String> skipped(Uni<String> work) {
            return work;
        }

        @Guarded(name = "w", timeout = Guarded.IMMEDIATE)
        Uni<String> failing() {
            throw new IllegalArgumentException("early");
        }
    }

    private final MemoryProvider store = new MemoryProvider();
    private final CompletableFuture<UniEmitter<? super String>> emitter = new CompletableFuture<>();
    private final Uni<String> work = Uni.createFrom().<String>emitter(given -> emitter.complete(given));
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
        System.clearProperty("guarded.stream-start");
    }

    private void assertFreedOnce() {
        assertThat(store.isEmpty()).isTrue();
        assertThat(store.releases()).isEqualTo(1);
    }

    @Test
    void theLockIsHeldFromTheCallToTheItem() {
        Uni<String> caller = worker.uni(work);
        assertThat(emitter).as("subscribed").isNotDone();
        assertThatThrownBy(() -> worker.uni(work)).isInstanceOf(LockBusyException.class);

        CompletableFuture<String> item = caller.subscribeAsCompletionStage();
        assertThat(store.isEmpty()).isFalse();
        emitter.join().complete("done");

        assertThat(item.join()).isEqualTo("done");
        assertFreedOnce();
    }

    @Test
    void theCallerGetsTheItemAfterTheRelease() throws Exception {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        store.holdReleasesBack(answer);
        CompletableFuture<String> item = worker.uni(work).subscribeAsCompletionStage();

        emitter.join().complete("done");
        assertThat(item).isNotDone();

        answer.complete("now");
        assertThat(item.get(20, TimeUnit.SECONDS)).isEqualTo("done");
    }

    @Test
    void theCallerGetsTheBodysOwnFailure() {
        IllegalStateException own = new IllegalStateException("own");
        CompletableFuture<String> item = worker.uni(work).subscribeAsCompletionStage();

        emitter.join().fail(own);

        assertThatThrownBy(item::join).cause().isSameAs(own);
        assertFreedOnce();
    }

    @Test
    void aCancelGoesUpBeforeTheRelease() {
        AtomicBoolean wasHeld = new AtomicBoolean();
        Uni<String> cancellable = work.onCancellation().invoke(() -> wasHeld.set(!store.isEmpty()));
        CompletableFuture<String> item = worker.uni(cancellable).subscribeAsCompletionStage();

        item.cancel(true);
        emitter.join().complete("late");

        assertThat(wasHeld).isTrue();
        assertFreedOnce();
    }

    @Test
    void aSecondSubscriberIsRefusedAndTheFirstGoesOn() {
        Uni<String> caller = worker.uni(work);
        CompletableFuture<String> first = caller.subscribeAsCompletionStage();

        CompletableFuture<String> second = caller.subscribeAsCompletionStage();

        assertThatThrownBy(second::join).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(store.isEmpty()).isFalse();
        emitter.join().complete("done");
        assertThat(first.join()).isEqualTo("done");
        assertFreedOnce();
    }

    @Test
    void oneThatIsNeverSubscribedToIsFreedAndALateSubscriberToldSo() {
        container.close();
        System.setProperty("guarded.stream-start", "50ms");
        deploy();
        Uni<String> caller = worker.uni(work);

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(store::isEmpty);

        assertThatThrownBy(() -> caller.subscribeAsCompletionStage().join())
                .hasCauseInstanceOf(LockLostException.class);
        assertThat(emitter).as("subscribed").isNotDone();
        assertFreedOnce();
    }

    @Test
    void nullThrownAndCompleteUnisFreeOnceEach() {
        assertThat(worker.<String>uni(null)).isNull();
        assertThatThrownBy(() -> worker.failing()).hasMessage("early");
        assertThat(worker.uni(Uni.createFrom().item("x")).await().indefinitely())
                .isEqualTo("x");
        assertThat(worker.uni(Uni.createFrom().nullItem()).await().indefinitely())
                .isNull();

        assertThat(store.releases()).isEqualTo(4);
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void theSubscribersContextReachesTheBody() {
        Uni<String> fromContext =
                Uni.createFrom().context(context -> Uni.createFrom().item(context.<String>get("who")));

        assertThat(worker.uni(fromContext).awaitUsing(Context.of("who", "ada")).indefinitely())
                .isEqualTo("ada");
    }

    @Test
    void aStreamInAUniIsFollowedToItsEnd() {
        Multi<String> caller = worker.stream(
                        Uni.createFrom().item(Multi.createFrom().items("a", "b")))
                .await()
                .indefinitely();
        assertThat(store.isEmpty()).isFalse();

        assertThat(caller.collect().asList().await().indefinitely()).containsExactly("a", "b");
        assertFreedOnce();
    }

    @Test
    void aSkippedCallGivesNoItem() {
        worker.uni(work);

        assertThat(worker.skipped(work).await().indefinitely()).isNull();
        assertThat(emitter).as("subscribed").isNotDone();
    }
}
