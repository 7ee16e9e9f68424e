package io.guarded.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.LockBusyException;
import io.guarded.cdi.Containers;
import io.guarded.cdi.MemoryProvider;
import io.guarded.cdi.Stores;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a sink that behaves as the test says; those of the servers are met on the servers. */
class SinkTest {

    @ApplicationScoped
    static class Feed {
        @Guarded(name = "feed", timeout = Guarded.IMMEDIATE)
        public void events(SseEventSink sink, Consumer<SseEventSink> body) {
            body.accept(sink);
        }
    }

    private static final class ServerSink implements SseEventSink {
        final AtomicInteger closes = new AtomicInteger();
        volatile boolean isGone;
        volatile Supplier<CompletionStage<?>> answer = () -> CompletableFuture.completedFuture(null);

        @Override
        public boolean isClosed() {
            return isGone || closes.get() > 0;
        }

        @Override
        public CompletionStage<?> send(OutboundSseEvent event) {
            return answer.get();
        }

        @Override
        public void close() {
            closes.incrementAndGet();
        }
    }

    private final MemoryProvider store = new MemoryProvider();
    private final ServerSink server = new ServerSink();
    private final CompletableFuture<SseEventSink> given = new CompletableFuture<>();
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

    private SseEventSink begin() {
        feed.events(server, given::complete);
        return given.join();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the test looks at the lock
    private void send(SseEventSink sink) {
        sink.send(null);
    }

    private void assertFreedOnce() {
        assertThat(store.isEmpty()).isTrue();
        assertThat(store.releases()).isEqualTo(1);
    }

    @Test
    void theLockIsHeldUntilTheSinkIsClosed() {
        SseEventSink sink = begin();
        send(sink);
        assertThat(store.isEmpty()).isFalse();
        assertThatThrownBy(() -> feed.events(server, given::complete)).isInstanceOf(LockBusyException.class);

        sink.close();
        sink.close();

        assertThat(sink.isClosed()).isTrue();
        assertThatThrownBy(() -> send(sink)).isInstanceOf(IllegalStateException.class);
        assertThat(server.closes).hasValue(1);
        assertFreedOnce();
    }

    @Test
    void theClientSeesTheEndAfterTheRelease() {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        store.holdReleasesBack(answer);
        SseEventSink sink = begin();

        sink.close();
        assertThat(sink.isClosed()).isTrue();
        assertThat(server.closes).hasValue(0);

        answer.complete("now");
        Awaitility.await().until(() -> server.closes.get() == 1);
    }

    @Test
    void aWriteThatFailsTellsThatTheClientIsGone() {
        SseEventSink sink = begin();
        server.answer = () -> CompletableFuture.failedFuture(new IOException("reset"));

        assertThat(sink.send(null).toCompletableFuture()).isCompletedExceptionally();

        assertFreedOnce();
    }

    @Test
    void aFailureThatComesAsAValueTellsItToo() {
        SseEventSink sink = begin();
        server.answer = () -> CompletableFuture.completedFuture(new IOException("reset"));

        send(sink);

        assertFreedOnce();
    }

    /** Between the look at the sink and the write. */
    @Test
    void aSinkThatTheServerClosesAtAWriteTellsItToo() {
        SseEventSink sink = begin();
        server.answer = () -> {
            server.isGone = true;
            throw new IllegalStateException("closed");
        };

        assertThatThrownBy(() -> send(sink)).hasMessage("closed");

        assertFreedOnce();
    }

    @Test
    void anEventThatTheServerRefusesFreesNothing() {
        SseEventSink sink = begin();
        server.answer = () -> {
            throw new IllegalArgumentException("no event");
        };

        assertThatThrownBy(() -> send(sink)).hasMessage("no event");
        assertThat(store.isEmpty()).isFalse();

        sink.close();
        assertFreedOnce();
    }

    @Test
    void aSinkThatTheServerHasClosedTellsItToo() {
        SseEventSink sink = begin();
        server.isGone = true;

        assertThat(sink.isClosed()).isTrue();

        assertFreedOnce();
    }

    @Test
    void anEventThatCannotBeMadeFreesNothing() {
        SseEventSink sink = begin();
        server.answer = () -> CompletableFuture.failedFuture(new IllegalArgumentException("no writer"));

        send(sink);
        assertThat(store.isEmpty()).isFalse();

        sink.close();
        assertFreedOnce();
    }

    @Test
    void aBodyThatThrowsFrees() {
        assertThatThrownBy(() -> feed.events(server, sink -> {
                    throw new IllegalStateException("early");
                }))
                .hasMessage("early");
        assertFreedOnce();
    }

    @Test
    void aBodyThatClosesBeforeItReturnsFreesOnce() {
        feed.events(server, SseEventSink::close);

        assertThat(server.closes).hasValue(1);
        assertFreedOnce();
    }

    @Test
    void aSinkThatWasClosedBeforeTheLockWasThereDoesNotRun() {
        server.isGone = true;

        assertThatThrownBy(this::begin).isInstanceOf(IllegalStateException.class);
        assertThat(given).isNotDone();
        assertFreedOnce();
    }
}
