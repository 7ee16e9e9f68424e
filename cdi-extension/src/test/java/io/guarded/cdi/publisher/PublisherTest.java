package io.guarded.cdi.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.Guarded.OnBusy;
import io.guarded.LockBusyException;
import io.guarded.LockLostException;
import io.guarded.cdi.Containers;
import io.guarded.cdi.MemoryProvider;
import io.guarded.cdi.Stores;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublisherTest {

    @ApplicationScoped
    static class Feed {
        @Guarded(name = "feed", timeout = Guarded.IMMEDIATE)
        Flow.Publisher<String> items(Flow.Publisher<String> body) {
            return body;
        }

        @Guarded(name = "feed", timeout = Guarded.IMMEDIATE)
        CompletionStage<Flow.Publisher<String>> later(CompletionStage<Flow.Publisher<String>> body) {
            return body;
        }

        @Guarded(name = "feed", timeout = Guarded.IMMEDIATE)
        Object anything(Object body) {
            return body;
        }

        @Guarded(name = "feed", timeout = Guarded.IMMEDIATE, onBusy = OnBusy.SKIP)
        Flow.Publisher<String> skipped(Flow.Publisher<String> body) {
            return body;
        }

        @Guarded(name = "feed", timeout = Guarded.IMMEDIATE)
        Flow.Publisher<String> failing() {
            throw new IllegalArgumentException("early");
        }
    }

    private final MemoryProvider store = new MemoryProvider();
    private final Source source = new Source();
    private final Recorder<String> recorder = new Recorder<>();
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
        System.clearProperty("guarded.stream-start");
    }

    private void redeployWith(String property, String value) {
        container.close();
        System.setProperty(property, value);
        deploy();
    }

    private void assertFreedOnce() {
        assertThat(store.isEmpty()).isTrue();
        assertThat(store.releases()).isEqualTo(1);
    }

    @Test
    void theLockIsHeldFromTheCallToTheLastItem() {
        Flow.Publisher<String> caller = feed.items(source);
        assertThatThrownBy(() -> feed.items(source)).isInstanceOf(LockBusyException.class);

        caller.subscribe(recorder);
        recorder.subscription.join().request(2);
        source.subscriber.onNext("a");
        source.subscriber.onNext("b");
        assertThat(store.isEmpty()).isFalse();
        source.subscriber.onComplete();

        recorder.end.join();
        assertThat(recorder.items).containsExactly("a", "b");
        assertThat(source.requested).hasValue(2);
        assertFreedOnce();
    }

    @Test
    void aFailureReachesTheSubscriberAsItIsAndFrees() {
        IllegalStateException own = new IllegalStateException("own");
        feed.items(source).subscribe(recorder);

        source.subscriber.onError(own);

        assertThatThrownBy(recorder.end::join).cause().isSameAs(own);
        assertFreedOnce();
    }

    @Test
    void theSubscriberHearsOfTheEndAfterTheRelease() throws Exception {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        store.holdReleasesBack(answer);
        feed.items(source).subscribe(recorder);

        source.subscriber.onComplete();
        assertThat(recorder.end).isNotDone();

        answer.complete("now");
        recorder.end.get(20, TimeUnit.SECONDS);
        assertFreedOnce();
    }

    @Test
    void aCancelGoesUpBeforeTheRelease() {
        boolean[] wasHeld = new boolean[1];
        source.whenCancelled = () -> wasHeld[0] = !store.isEmpty();
        feed.items(source).subscribe(recorder);

        recorder.subscription.join().cancel();
        recorder.subscription.join().cancel();
        source.subscriber.onNext("late");
        source.subscriber.onComplete();

        assertThat(wasHeld[0]).isTrue();
        assertThat(source.cancels).hasValue(1);
        assertThat(recorder.items).isEmpty();
        assertThat(recorder.end).isNotDone();
        assertFreedOnce();
    }

    @Test
    void aCancelThatFailsFreesToo() {
        source.whenCancelled = () -> {
            throw new IllegalStateException("cancel");
        };
        feed.items(source).subscribe(recorder);

        assertThatThrownBy(() -> recorder.subscription.join().cancel()).hasMessage("cancel");
        assertFreedOnce();
    }

    @Test
    void aSecondSubscriberIsRefusedAndTheFirstGoesOn() {
        Recorder<String> second = new Recorder<>();
        Flow.Publisher<String> caller = feed.items(source);
        caller.subscribe(recorder);

        caller.subscribe(second);

        assertThat(second.subscription).isDone();
        assertThatThrownBy(second.end::join).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(store.isEmpty()).isFalse();
        source.subscriber.onComplete();
        assertThat(recorder.end).isCompleted();
        assertFreedOnce();
    }

    @Test
    void aStreamThatIsNeverSubscribedToIsFreedAndALateSubscriberToldSo() {
        redeployWith("guarded.stream-start", "50ms");
        Flow.Publisher<String> caller = feed.items(source);

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(store::isEmpty);
        caller.subscribe(recorder);

        assertThatThrownBy(recorder.end::join)
                .cause()
                .isInstanceOf(LockLostException.class)
                .hasMessageContaining("was not begun within 50 ms");
        assertThat(source.subscriber).isNull();
        assertFreedOnce();
    }

    @Test
    void nullAndThrownBeforeTheReturnFree() {
        assertThat(feed.items(null)).isNull();
        assertThatThrownBy(() -> feed.failing()).hasMessage("early");
        assertThat(store.releases()).isEqualTo(2);
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void aStreamThatIsAlreadyCompleteFrees() {
        feed.items(subscriber -> {
                    subscriber.onSubscribe(new Flow.Subscription() {
                        @Override
                        public void request(long count) {}

                        @Override
                        public void cancel() {}
                    });
                    subscriber.onComplete();
                })
                .subscribe(recorder);

        assertThat(recorder.end).isCompleted();
        assertFreedOnce();
    }

    @Test
    void aPublisherThatThrowsAndASubscriberThatThrowsFree() {
        assertThatThrownBy(() -> feed.items(subscriber -> {
                            throw new IllegalStateException("no subscription");
                        })
                        .subscribe(recorder))
                .hasMessage("no subscription");
        assertFreedOnce();

        feed.items(source).subscribe(new Recorder<>() {
            @Override
            public void onNext(String item) {
                throw new IllegalStateException("broken");
            }
        });
        assertThatThrownBy(() -> source.subscriber.onNext("a")).hasMessage("broken");
        assertThat(source.cancels).hasValue(1);
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void aStreamInAStageIsFollowedToItsEnd() {
        CompletableFuture<Flow.Publisher<String>> body = new CompletableFuture<>();
        CompletionStage<Flow.Publisher<String>> caller = feed.later(body);
        body.complete(source);
        assertThat(store.isEmpty()).isFalse();

        caller.toCompletableFuture().join().subscribe(recorder);
        assertThat(store.isEmpty()).isFalse();
        source.subscriber.onComplete();

        assertThat(recorder.end).isCompleted();
        assertFreedOnce();
    }

    @Test
    @SuppressWarnings("unchecked")
    void aPublisherBehindObjectIsGuardedToo() {
        ((Flow.Publisher<String>) feed.anything(source)).subscribe(recorder);

        assertThat(store.isEmpty()).isFalse();
        source.subscriber.onComplete();
        assertFreedOnce();
    }

    @Test
    void aSkippedCallGivesAnEmptyStream() {
        feed.items(source);

        feed.skipped(source).subscribe(recorder);

        assertThat(recorder.subscription).isDone();
        assertThat(recorder.end).isCompleted();
        assertThat(source.subscriber).isNull();
    }
}
