package io.guarded.cdi.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.LockBusyException;
import io.guarded.LockHandle;
import io.guarded.LockManager;
import io.guarded.cdi.Containers;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stands interceptors where others have theirs, and looks from there at the lock. */
class OrderTest {

    private static final List<String> SEEN = new ArrayList<>();

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface Observed {}

    abstract static class Observer {
        @Inject
        LockManager manager;

        public Object observe(String place, InvocationContext call) throws Exception {
            SEEN.add(place + " before: " + isHeld());
            try {
                return call.proceed();
            } finally {
                SEEN.add(place + " after: " + isHeld());
            }
        }

        private boolean isHeld() {
            return manager.list().containsKey("ordered");
        }
    }

    @Observed
    @Interceptor
    @Priority(Interceptor.Priority.PLATFORM_BEFORE)
    static class First extends Observer {
        @AroundInvoke
        public Object around(InvocationContext call) throws Exception {
            return observe("first", call);
        }
    }

    /** Where Jakarta Transactions puts that of {@code @Transactional}. */
    @Observed
    @Interceptor
    @Priority(Interceptor.Priority.PLATFORM_BEFORE + 200)
    static class Transaction extends Observer {
        @AroundInvoke
        public Object around(InvocationContext call) throws Exception {
            return observe("transaction", call);
        }
    }

    @Observed
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    static class Application extends Observer {
        @AroundInvoke
        public Object around(InvocationContext call) throws Exception {
            return observe("application", call);
        }
    }

    @ApplicationScoped
    static class Worker {
        @Guarded(name = "ordered", timeout = Guarded.IMMEDIATE)
        @Observed
        public void run() {
            SEEN.add("body");
        }
    }

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    private static WeldContainer start() {
        return Containers.start(Worker.class, Observed.class, First.class, Transaction.class, Application.class);
    }

    @Test
    void theLockIsOutsideOfTheTransactionAndOfTheApplicationsInterceptors() {
        try (WeldContainer container = start()) {
            container.select(Worker.class).get().run();
        }
        assertThat(SEEN)
                .containsExactly(
                        "first before: false",
                        "transaction before: true",
                        "application before: true",
                        "body",
                        "application after: true",
                        "transaction after: true",
                        "first after: false");
    }

    @Test
    void noTransactionBeginsForACallThatIsRefused() {
        try (WeldContainer container = start()) {
            LockManager manager = container.select(LockManager.class).get();
            Worker worker = container.select(Worker.class).get();
            try (LockHandle held =
                    manager.getOrCreate("ordered").acquireAsync(Duration.ZERO).join()) {
                assertThatThrownBy(worker::run).isInstanceOf(LockBusyException.class);
            }
        }
        assertThat(SEEN).containsExactly("first before: true", "first after: true");
    }
}
