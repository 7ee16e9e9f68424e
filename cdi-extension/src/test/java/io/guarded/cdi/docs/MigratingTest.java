package io.guarded.cdi.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.LockBusyException;
import io.guarded.LockHandle;
import io.guarded.LockManager;
import io.guarded.LockName;
import io.guarded.NamedLock;
import io.guarded.cdi.Containers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

/** Runs the code of docs/migrating.md that stands in place of a registry's lock. */
class MigratingTest {

    @ApplicationScoped
    static class Stock {

        private final List<String> counted = new ArrayList<>();

        @Inject
        LockManager locks;

        void count(String article) {
            NamedLock lock = locks.getOrCreate(LockName.of("stock", article), Guarded.REDIS);
            try (LockHandle handle = lock.acquire(Duration.ofSeconds(5))) {
                counted.add(article);
            }
        }

        List<String> counted() {
            return counted;
        }
    }

    @Test
    void aHolderInTheStoreOfAllNodesIsWaitedFor() {
        try (WeldContainer container = Containers.start(Stock.class, InPlaceOfRedis.class)) {
            Stock stock = container.select(Stock.class).get();
            NamedLock apple =
                    container.select(LockManager.class).get().getOrCreate(LockName.of("stock", "apple"), Guarded.REDIS);

            try (LockHandle held = apple.acquireAsync(Duration.ZERO).join()) {
                assertThatThrownBy(() -> stock.count("apple")).isInstanceOf(LockBusyException.class);
                stock.count("pear");
            }
            stock.count("apple");

            assertThat(stock.counted()).containsExactly("pear", "apple");
        }
    }
}
