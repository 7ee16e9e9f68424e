package io.guarded.cdi.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.guarded.LockHandle;
import io.guarded.LockInfo;
import io.guarded.LockLostException;
import io.guarded.LockManager;
import io.guarded.LockName;
import io.guarded.LockSpec;
import io.guarded.NamedLock;
import io.guarded.cdi.Containers;
import io.guarded.core.CloseableLockManager;
import io.guarded.core.LockManagers;
import io.guarded.threading.ThreadingLockProvider;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the code of docs/by-hand.md, and that of docs/troubleshooting.md. */
class ByHandTest {

    @ApplicationScoped
    static class Stock {

        private final List<String> done = new ArrayList<>();
        private final AtomicBoolean isStopped = new AtomicBoolean();

        @Inject
        LockManager locks;

        List<String> done() {
            return done;
        }

        boolean isStopped() {
            return isStopped.get();
        }

        void count(String article) {
            NamedLock lock = locks.getOrCreate(LockName.of("stock", article));
            try (LockHandle handle = lock.acquire(Duration.ofSeconds(5))) {
                done.add("counted " + article);
            }
        }

        boolean reorder(String article) {
            Optional<LockHandle> acquired =
                    locks.getOrCreate(LockName.of("stock", article)).tryAcquire();
            if (acquired.isEmpty()) {
                return false; // somebody else is at it
            }
            try (LockHandle handle = acquired.get()) {
                done.add("reordered " + article);
                return true;
            }
        }

        int total(String article) throws Exception {
            return locks.getOrCreate(LockName.of("stock", article)).call(Duration.ofSeconds(5), () -> done.size());
        }

        void move(String from, String to) {
            NamedLock both =
                    locks.multi(LockSpec.of(LockName.of("stock", from)), LockSpec.of(LockName.of("stock", to)));
            both.run(Duration.ofSeconds(5), () -> done.add(from + " to " + to));
        }

        CompletableFuture<Integer> totalLater() {
            return locks.getOrCreate("stock")
                    .acquireAsync(Duration.ofSeconds(60))
                    .thenApply(handle -> {
                        try (handle) {
                            return done.size();
                        }
                    });
        }

        void importAll(List<String> files) {
            LockSpec spec = LockSpec.of("import").lease(Duration.ofMinutes(5));
            try (LockHandle handle = locks.getOrCreate(spec).acquire(Duration.ofSeconds(30))) {
                for (String file : files) {
                    handle.extend(Duration.ofMinutes(5)); // throws LockLostException if it comes too late
                    done.add("read " + file);
                }
            }
        }

        void publish(Runnable feed) {
            try (LockHandle handle = locks.getOrCreate("feed").acquire(Duration.ofSeconds(30))) {
                handle.onLost(() -> isStopped.set(true));
                feed.run();
                handle.ensureHeld();
            }
        }

        Optional<LockInfo> holder(String name) {
            return locks.locks().stream()
                    .filter(lock -> lock.name().equals(name))
                    .findFirst();
        }
    }

    static final class Legacy {

        static LockManager locks() {
            return CDI.current().select(LockManager.class).get();
        }
    }

    private WeldContainer container;
    private Stock stock;

    @BeforeEach
    void deploy() {
        container = Containers.start(Stock.class);
        stock = container.select(Stock.class).get();
    }

    @AfterEach
    void undeploy() {
        container.close();
    }

    @Test
    void itIsAcquiredAndGivenBack() throws Exception {
        stock.count("apple");

        assertThat(stock.reorder("apple")).isTrue();
        assertThat(stock.total("apple")).isEqualTo(2);
        assertThat(stock.totalLater().join()).isEqualTo(2);
        assertThat(stock.holder("stock:apple")).isEmpty();
    }

    @Test
    void whoComesWhileItIsHeldSeesWhoHoldsIt() {
        LockManager locks = Legacy.locks();

        // not re-entered by this thread
        try (LockHandle held =
                locks.getOrCreate("stock:apple").acquireAsync(Duration.ZERO).join()) {
            assertThat(stock.reorder("apple")).isFalse();
            assertThat(stock.holder("stock:apple")).map(LockInfo::type).contains("threading");
            assertThat(stock.reorder("pear")).isTrue();
        }
        assertThat(stock.done()).containsExactly("reordered pear");
    }

    @Test
    void joinedLocksAreHeldTogether() {
        stock.move("apple", "pear");

        assertThat(stock.done()).containsExactly("apple to pear");
    }

    @Test
    void aFixedLeaseIsSetAnewForEachFile() {
        stock.importAll(List.of("one", "two"));

        assertThat(stock.done()).containsExactly("read one", "read two");
    }

    @Test
    void aLostLockIsTold() {
        LockManager locks = Legacy.locks();

        assertThatThrownBy(() -> stock.publish(() -> {
                    String id = stock.holder("feed").orElseThrow().id();
                    assertThat(locks.getOrCreate("feed").forceRelease(id)).isTrue();
                }))
                .isInstanceOf(LockLostException.class);
        await().until(stock::isStopped);
    }

    @Test
    void aManagerWithoutCdiExcludesItsCallers() {
        try (CloseableLockManager locks = LockManagers.of(new ThreadingLockProvider())) {
            try (LockHandle held =
                    locks.getOrCreate("job").acquireAsync(Duration.ZERO).join()) {
                assertThat(locks.getOrCreate("job").tryAcquire()).isEmpty();
            }
        }
    }
}
