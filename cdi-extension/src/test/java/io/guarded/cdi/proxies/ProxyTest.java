package io.guarded.cdi.proxies;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Why guarded methods have to be public: shows without this module which calls through a proxy Weld does not intercept. */
class ProxyTest {

    record Hidden(String value) {}

    @Seen
    @ApplicationScoped
    static class Bean {
        @Inject
        Bean proxy;

        public void callOthers() {
            proxy.open("");
            proxy.near();
            proxy.shielded();
            proxy.take(new Hidden(""));
            proxy.takeAll(new Hidden[0]);
            proxy.give();
        }

        public void open(String value) {}

        void near() {}

        protected void shielded() {}

        public void take(Hidden item) {}

        public void takeAll(Hidden... items) {}

        public Hidden give() {
            return new Hidden("");
        }
    }

    private WeldContainer container;

    @BeforeEach
    void start() {
        Watch.CALLS.clear();
        container = new Weld()
                .disableDiscovery()
                .beanClasses(Bean.class, Watch.class)
                .initialize();
    }

    @AfterEach
    void end() {
        container.close();
    }

    @Test
    void eachCallFromOutsideIsIntercepted() {
        Bean bean = container.select(Bean.class).get();

        bean.near();
        bean.shielded();
        bean.take(new Hidden(""));
        bean.give();

        assertThat(Watch.CALLS).containsExactly("near", "shielded", "take", "give");
    }

    @Test
    void whileTheBeanIsCalledOnlyPublicMethodsWithPublicTypesAreIntercepted() {
        container.select(Bean.class).get().callOthers();

        assertThat(Watch.CALLS).containsExactly("callOthers", "open");
    }
}
