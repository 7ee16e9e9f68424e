package io.guarded.cdi.handle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.LockHandle;
import io.guarded.cdi.Containers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HandleTest {

    @ApplicationScoped
    static class Outer {
        @Inject
        LockHandle handle;

        @Inject
        Inner inner;

        @Guarded(name = "outer")
        public List<String> nested() {
            List<String> seen = new ArrayList<>();
            seen.add(handle.lockName());
            seen.addAll(inner.names());
            seen.add(handle.lockName());
            try {
                inner.fail();
            } catch (IllegalStateException expected) {
                seen.add(handle.lockName());
            }
            return seen;
        }

        @Guarded(name = "fenced", fenced = true)
        public long token() {
            return handle.fencingToken();
        }

        @Guarded(name = "leased", lease = 100, unit = TimeUnit.SECONDS)
        public void all(Runnable inside) {
            assertThat(handle.isHeld()).isTrue();
            handle.ensureHeld();
            assertThat(handle.remaining().toSeconds()).isBetween(1L, 100L);
            handle.extend(Duration.ofSeconds(1000));
            assertThat(handle.remaining().toSeconds()).isBetween(101L, 1000L);
            handle.onLost(() -> {});
            inside.run();
        }

        @Guarded(name = "close")
        public void close() {
            handle.close();
        }

        @Guarded(name = "stream")
        public StreamingOutput stream() {
            return out -> out.write(handle.lockName().getBytes(StandardCharsets.UTF_8));
        }

        @Guarded(name = "stage")
        public CompletableFuture<String> stage(CompletableFuture<String> work) {
            return work.thenApply(value -> handle.lockName());
        }
    }

    @ApplicationScoped
    static class Inner {
        @Inject
        LockHandle handle;

        @Guarded(name = "inner")
        public List<String> names() {
            return List.of(handle.lockName());
        }

        @Guarded(name = "inner")
        public void fail() {
            throw new IllegalStateException("own");
        }
    }

    private WeldContainer container;
    private Outer outer;
    private LockHandle handle;

    @BeforeEach
    void deploy() {
        container = Containers.start(Outer.class, Inner.class);
        outer = container.select(Outer.class).get();
        handle = container.select(LockHandle.class).get();
    }

    @AfterEach
    void undeploy() {
        container.close();
    }

    @Test
    void itIsTheHandleOfTheInnermostGuard() {
        assertThat(outer.nested()).containsExactly("outer", "inner", "outer", "outer");
        assertThatThrownBy(handle::lockName).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void withoutAGuardThereIsNone() {
        assertThatThrownBy(handle::isHeld)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("body of a @Guarded method");
    }

    @Test
    void aFencedGuardGivesItsTokenToTheBody() {
        long first = outer.token();

        assertThat(outer.token()).isGreaterThan(first);
    }

    @Test
    void itDoesWhatTheHandleOfTheGuardDoes() {
        AtomicBoolean isInside = new AtomicBoolean();

        outer.all(() -> isInside.set(true));

        assertThat(isInside).isTrue();
    }

    @Test
    void anotherThreadThanThatOfTheCallIsInsideOfNoGuard() {
        outer.all(() -> assertThatThrownBy(
                        () -> CompletableFuture.runAsync(handle::ensureHeld).join())
                .cause()
                .isInstanceOf(IllegalStateException.class));
    }

    @Test
    void itCannotBeClosed() {
        assertThatThrownBy(outer::close).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void theThreadThatWritesAStreamIsInsideOfItsGuard() throws IOException {
        StreamingOutput stream = outer.stream();
        assertThatThrownBy(handle::lockName).isInstanceOf(IllegalStateException.class);

        ByteArrayOutputStream written = new ByteArrayOutputStream();
        stream.write(written);

        assertThat(written).hasToString("stream");
        assertThatThrownBy(handle::lockName).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aStageGoesOnOutsideOfTheCall() {
        CompletableFuture<String> work = new CompletableFuture<>();
        CompletableFuture<String> caller = outer.stage(work);

        work.complete("");

        assertThatThrownBy(caller::join).cause().isInstanceOf(IllegalStateException.class);
    }

    @ApplicationScoped
    static class OwnHandles {
        @Produces
        @ApplicationScoped
        public LockHandle handle() {
            return (LockHandle) Proxy.newProxyInstance(
                    LockHandle.class.getClassLoader(),
                    new Class<?>[] {LockHandle.class},
                    (self, method, arguments) -> method.getName().equals("lockName") ? "own" : null);
        }
    }

    @Test
    void anApplicationsOwnBeanReplacesIt() {
        try (WeldContainer own = Containers.start(OwnHandles.class)) {
            assertThat(own.select(LockHandle.class).get().lockName()).isEqualTo("own");
        }
    }
}
