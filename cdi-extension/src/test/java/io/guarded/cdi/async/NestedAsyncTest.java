package io.guarded.cdi.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.Guarded;
import io.guarded.LockManager;
import io.guarded.cdi.Containers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

class NestedAsyncTest {

    @ApplicationScoped
    static class Outer {
        @Inject
        Inner inner;

        @Guarded(name = "a", timeout = Guarded.IMMEDIATE)
        public String run(CompletionStage<String> work) {
            CompletionStage<String> stage = inner.async(work);
            return inner.sync() + (stage == null ? "nothing" : "");
        }
    }

    @ApplicationScoped
    static class Inner {
        @Guarded(name = "a", timeout = Guarded.IMMEDIATE)
        public CompletionStage<String> async(CompletionStage<String> work) {
            return work;
        }

        @Guarded(name = "a", timeout = Guarded.IMMEDIATE)
        public String sync() {
            return "inside";
        }
    }

    @Test
    void anInnerStageThatGoesOnLeavesTheOuterCallInside() {
        try (WeldContainer container = Containers.start(Outer.class, Inner.class)) {
            LockManager manager = container.select(LockManager.class).get();
            CompletableFuture<String> work = new CompletableFuture<>();

            assertThat(container.select(Outer.class).get().run(work)).isEqualTo("inside");
            assertThat(manager.find("a")).isPresent();

            work.complete("done");
            assertThat(manager.find("a")).isEmpty();
        }
    }
}
