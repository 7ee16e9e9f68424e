package io.guarded.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.Guarded;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

/** What an interceptor keeps is no proxy: Weld gives its proxy where a bean gives itself. */
class GuardsTest {

    @ApplicationScoped
    static class Worker {
        @Guarded
        public String one() {
            return "one";
        }

        @Guarded
        public String other() {
            return "other";
        }
    }

    @Test
    void whatRunsCallsIsReachedWithoutAProxy() {
        try (WeldContainer container = Containers.start(Worker.class)) {
            Guards guards = container.select(Guards.class).get();

            assertThat(guards.getClass()).as("the bean's proxy").isNotEqualTo(GuardedCalls.class);
            assertThat(guards.calls().getClass()).isEqualTo(GuardedCalls.class);
            assertThat(guards.calls()).isSameAs(guards.calls());
        }
    }

    @Test
    void eachMethodHasItsRowWhicheverWasCalledFirst() {
        try (WeldContainer container = Containers.start(Worker.class)) {
            Worker worker = container.select(Worker.class).get();

            assertThat(worker.one()).isEqualTo("one");
            assertThat(worker.other()).isEqualTo("other");
            assertThat(worker.one()).isEqualTo("one");
        }
    }
}
