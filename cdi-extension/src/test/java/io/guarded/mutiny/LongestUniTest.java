package io.guarded.mutiny;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.LockLostException;
import io.guarded.cdi.Containers;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

class LongestUniTest {

    @ApplicationScoped
    static class Worker {
        @Guarded(name = "short", maxHold = 400, unit = TimeUnit.MILLISECONDS, timeout = 60_000)
        public Uni<String> uni(Uni<String> work) {
            return work;
        }

        @Guarded(name = "short")
        public String next() {
            return "ran";
        }
    }

    @Test
    void aUniThatNeverEndsLosesItsLockToTheNext() {
        CompletableFuture<UniEmitter<? super String>> emitter = new CompletableFuture<>();
        Uni<String> work = Uni.createFrom().<String>emitter(given -> emitter.complete(given));
        try (WeldContainer container = Containers.start(Worker.class)) {
            Worker worker = container.select(Worker.class).get();
            CompletableFuture<String> item = worker.uni(work).subscribeAsCompletionStage();

            assertThat(worker.next()).isEqualTo("ran");

            var unused = emitter.thenAccept(given -> given.complete("late"));
            assertThatThrownBy(item::join).cause().isInstanceOf(LockLostException.class);
        }
    }
}
