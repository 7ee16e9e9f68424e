package io.guarded.cdi.timers;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.Guarded;
import io.guarded.LockManager;
import io.guarded.cdi.Containers;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InterceptionType;
import jakarta.enterprise.inject.spi.Interceptor;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

/** Plain CDI has no timers, so that the test does to the interceptors what an EJB container does when a timer is due. */
class TimersTest {

    @Dependent
    static class Ringing {
        private LockManager manager;
        private boolean hasRung;

        @Guarded(name = "bell")
        public void ring() {
            hasRung = manager.list().containsKey("bell");
        }
    }

    @Test
    void aTimeoutPassesBothInterceptorsAndRunsInItsLock() throws Exception {
        try (WeldContainer container = Containers.start(Ringing.class)) {
            Ringing target = new Ringing();
            target.manager = container.select(LockManager.class).get();
            BeanManager beans = container.getBeanManager();
            List<Interceptor<?>> around = beans.resolveInterceptors(
                    InterceptionType.AROUND_TIMEOUT, Guarded.Literal.of("", "", 0, TimeUnit.SECONDS));

            assertThat(around)
                    .extracting(interceptor -> interceptor.getBeanClass().getSimpleName())
                    .containsExactly("GuardedInterceptor", "BodyInterceptor");
            Due due = new Due(target, Ringing.class.getMethod("ring"), target::ring);
            for (int i = around.size() - 1; i >= 0; i--) {
                due = due.around(call(beans, around.get(i)));
            }
            due.proceed();

            assertThat(target.hasRung).isTrue();
            assertThat(target.manager.list()).isEmpty();
        }
    }

    private static <T> Due.Around call(BeanManager beans, Interceptor<T> interceptor) {
        CreationalContext<T> context = beans.createCreationalContext(interceptor);
        T instance = interceptor.create(context);
        return call -> interceptor.intercept(InterceptionType.AROUND_TIMEOUT, instance, call);
    }
}
