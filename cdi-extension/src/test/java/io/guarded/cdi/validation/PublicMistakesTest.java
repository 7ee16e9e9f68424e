package io.guarded.cdi.validation;

import static io.guarded.cdi.validation.Refused.assertMistake;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.LockManager;
import io.guarded.cdi.Containers;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.Schedule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.InterceptionFactory;
import jakarta.inject.Inject;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

class PublicMistakesTest {

    static class Hidden {}

    @ApplicationScoped
    static class Methods {
        @Guarded(name = "near")
        void near() {}

        @Guarded(name = "shielded")
        protected void shielded() {}

        @Guarded(name = "take:{id}")
        public void take(String id, Hidden item) {}

        @Guarded
        public void takeAll(Hidden... items) {}

        @Guarded
        public Hidden give() {
            return new Hidden();
        }
    }

    @Test
    void aMethodThatIsNotPublic() {
        assertMistake(
                "GUARD-031", "the method is not public", "Methods.near()", "Make the method public.", Methods.class);
        assertMistake(
                "GUARD-031", "(name = \"shielded\")", "Methods.shielded()", "Make the method public.", Methods.class);
    }

    @Test
    void aMethodWithAClassInItsSignatureThatIsNotPublic() {
        String hidden = "the class " + Hidden.class.getName();
        String fix = "in its signature public.";
        assertMistake("GUARD-031", hidden + " in its signature is", "Methods.take(String, Hidden)", fix, Methods.class);
        assertMistake("GUARD-031", hidden + "[] in its", "Methods.takeAll(Hidden[])", fix, Methods.class);
        assertMistake("GUARD-031", hidden, "Methods.give()", fix, Methods.class);
    }

    abstract static class Base<T extends Hidden> {
        protected void inherited() {}

        public void generic(T item) {}
    }

    @Guarded
    @ApplicationScoped
    static class OnClass extends Base<Hidden> {
        void near() {}
    }

    @Test
    void aMethodThatTheGuardOfItsClassMeans() {
        String fix = "or the method private if only the bean itself calls it";
        assertMistake("GUARD-031", "the method is not", "OnClass.near()", fix, OnClass.class);
        assertMistake("GUARD-031", "the method is not", "OnClass.inherited()", fix, OnClass.class);
        assertMistake("GUARD-031", "Hidden in its", "OnClass.generic(Hidden)", fix, OnClass.class);
    }

    @Guarded(name = "class")
    @ApplicationScoped
    static class Accepted {
        @Inject
        void initialize(LockManager unused) {}

        @PostConstruct
        void begin() {
            helper();
        }

        private void helper() {}

        @Schedule
        void tick() {}

        public String[] run(int[] numbers) {
            return new String[0];
        }
    }

    @Test
    void whatNoCallerCallsThroughAProxyIsAccepted() {
        try (WeldContainer container = Containers.start(Accepted.class)) {
            assertThat(container.select(Accepted.class).get().run(new int[0])).isEmpty();
        }
    }

    static class Unseen {
        @Guarded
        void near() {}
    }

    @Dependent
    static class Factory {
        @Produces
        @ApplicationScoped
        Unseen unseen(InterceptionFactory<Unseen> factory) {
            return factory.createInterceptedInstance(new Unseen());
        }
    }

    @Test
    void aBeanThatNoEventShowedIsRefusedAtItsCall() {
        try (WeldContainer container = Containers.start(Factory.class)) {
            Unseen unseen = container.select(Unseen.class).get();

            assertThatThrownBy(unseen::near).hasMessageStartingWith("GUARD-031");
        }
    }
}
