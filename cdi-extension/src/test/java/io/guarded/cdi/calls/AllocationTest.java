package io.guarded.cdi.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.Guarded;
import io.guarded.LockHandle;
import io.guarded.LockManager;
import io.guarded.NamedLock;
import io.guarded.cdi.Containers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.management.ManagementFactory;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Counts what a guarded call allocates on its thread: the same number for each call, however slow the machine is. Runs with
 * Jakarta Transactions on the class path, and without. The benchmarks count what the just-in-time compiler leaves of it,
 * which is less.
 */
class AllocationTest {

    private static final int CALLS = 20_000;
    private static final int ROUNDS = 3;

    /** It is 336: the hold that knows its guard, the body, and what the container makes for a second interceptor. */
    private static final long BEYOND_BY_HAND = 500;

    /** It is 504: the texts of the values, the name, and a lock of that name. */
    private static final long BEYOND_CONSTANT = 650;

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Passed {}

    @Passed
    @Interceptor
    static class Passing {
        @AroundInvoke
        Object pass(InvocationContext call) throws Exception {
            return call.proceed();
        }
    }

    @ApplicationScoped
    static class Worker {
        @Inject
        LockManager manager;

        @Passed
        public int byHand(NamedLock lock) {
            try (LockHandle held = lock.acquire()) {
                return held.lockName().length();
            }
        }

        @Guarded(name = "constant")
        public int constant() {
            return 1;
        }

        @Guarded(name = "two:{user}:{session}")
        public int two(String user, String session) {
            return 1;
        }
    }

    private final WeldContainer container = Containers.weld(Worker.class, Passing.class)
            .addInterceptor(Passing.class)
            .initialize();
    private final Worker worker = container.select(Worker.class).get();

    @AfterEach
    void end() {
        container.close();
    }

    /** The least of some rounds: in the others the machine may compile, or a class may be loaded. */
    private static long bytesOf(Runnable call) {
        com.sun.management.ThreadMXBean meter = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = meter.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                call.run();
            }
            least = Math.min(least, (meter.getCurrentThreadAllocatedBytes() - before) / CALLS);
        }
        return least;
    }

    @Test
    void aGuardedCallAllocatesLittle() {
        NamedLock lock = container.select(LockManager.class).get().getOrCreate("by hand");

        long byHand = bytesOf(() -> worker.byHand(lock));
        long constant = bytesOf(worker::constant);
        long two = bytesOf(() -> worker.two("user", "session"));

        assertThat(constant - byHand).isLessThan(BEYOND_BY_HAND);
        assertThat(two - constant).isPositive().isLessThan(BEYOND_CONSTANT);
    }
}
