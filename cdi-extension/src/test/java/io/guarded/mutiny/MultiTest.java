package io.guarded.mutiny;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.Guarded.OnBusy;
import io.guarded.LockBusyException;
import io.guarded.cdi.Containers;
import io.guarded.cdi.MemoryProvider;
import io.guarded.cdi.Stores;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every publisher has is in the package of publishers; here is that a Multi is one, and stays a Multi. */
class MultiTest {

    @ApplicationScoped
    static class Feed {
        @Guarded(name = "feed", timeout = Guarded.IMMEDIATE)
        Multi<String> items(Multi<String> work) {
            return work;
        }

        @Guarded(name = "feed", timeout = Guarded.IMMEDIATE)
        Object anything(Object work) {
            return work;
        }

        @Guarded(name = "feed", timeout = Guarded.IMMEDIATE, onBusy = OnBusy.SKIP)
        Multi<String> skipped(Multi<String> work) {
            return work;
        }
    }

    private final MemoryProvider store = new MemoryProvider();
    private final UnicastProcessor<String> work = UnicastProcessor.create();
    private final List<String> items = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private WeldContainer container;
    private Feed feed;

    @BeforeEach
    void deploy() {
        Stores.use(store);
        container = Containers.start(Feed.class, Stores.class);
        feed = container.select(Feed.class).get();
    }

    @AfterEach
    void undeploy() {
        container.close();
    }

    private Cancellable subscribeTo(Multi<String> stream) {
        return stream.subscribe().with(items::add, end::completeExceptionally, () -> end.complete(null));
    }

    private void assertFreedOnce() {
        assertThat(store.isEmpty()).isTrue();
        assertThat(store.releases()).isEqualTo(1);
    }

    @Test
    void theLockIsHeldFromTheCallToTheLastItem() {
        Multi<String> caller = feed.items(work);
        assertThatThrownBy(() -> feed.items(work)).isInstanceOf(LockBusyException.class);

        subscribeTo(caller);
        work.onNext("a");
        assertThat(store.isEmpty()).isFalse();
        work.onComplete();

        end.join();
        assertThat(items).containsExactly("a");
        assertFreedOnce();
    }

    @Test
    void aFailureReachesTheSubscriberAsItIs() {
        IllegalStateException own = new IllegalStateException("own");
        subscribeTo(feed.items(work));

        work.onError(own);

        assertThatThrownBy(end::join).cause().isSameAs(own);
        assertFreedOnce();
    }

    @Test
    void aCancelGoesUpBeforeTheRelease() {
        AtomicBoolean wasHeld = new AtomicBoolean();
        Cancellable subscription =
                subscribeTo(feed.items(work.onCancellation().invoke(() -> wasHeld.set(!store.isEmpty()))));

        subscription.cancel();

        assertThat(wasHeld).isTrue();
        assertFreedOnce();
    }

    @Test
    void aSubscriberThatWantsOneItemFrees() {
        assertThat(feed.items(Multi.createFrom().items("a", "b"))
                        .toUni()
                        .await()
                        .indefinitely())
                .isEqualTo("a");
        assertFreedOnce();
    }

    @Test
    void aSecondSubscriberIsRefused() {
        Multi<String> caller = feed.items(work);
        caller.subscribe().with(item -> {});

        subscribeTo(caller);

        assertThatThrownBy(end::join).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(store.isEmpty()).isFalse();
    }

    @Test
    void aMultiBehindObjectStaysOne() {
        assertThat(feed.anything(work)).isInstanceOf(Multi.class);
        assertThat(store.isEmpty()).isFalse();
    }

    @Test
    void aSkippedCallGivesNoItems() {
        feed.items(work);

        subscribeTo(feed.skipped(work));

        assertThat(end).isCompleted();
        assertThat(items).isEmpty();
    }
}
