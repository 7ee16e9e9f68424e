package io.guarded.cdi.proxies;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Why guarded methods have to be public: shows without this module which calls through a proxy Weld does not intercept. */
class ProxyTest {

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface Seen {}

    @Seen
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    static class Watch {
        static final List<String> CALLS = new ArrayList<>();

        @AroundInvoke
        Object see(InvocationContext call) throws Exception {
            CALLS.add(call.getMethod().getName());
            return call.proceed();
        }
    }

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
