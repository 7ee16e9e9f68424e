package io.guarded.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.LockManager;
import io.smallrye.health.ResponseProvider;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The check as a class, for servers that look for its annotation there; TelemetryIT sees that it is asked. */
@Tag("microprofile")
class MicroProfileHealthTest {

    /** Looks for the qualifier as GlassFish 8 does. */
    static final class Collector implements Extension {

        private final List<Bean<?>> found = new ArrayList<>();

        void see(@Observes ProcessBean<?> event) {
            if (event.getAnnotated().isAnnotationPresent(Readiness.class)) {
                found.add(event.getBean());
            }
        }

        HealthCheck only(BeanManager beans) {
            assertThat(found).hasSize(1);
            Bean<?> bean = found.get(0);
            return (HealthCheck) beans.getReference(bean, HealthCheck.class, beans.createCreationalContext(bean));
        }
    }

    private static Weld weld(boolean hasHealthClass) {
        return new Weld().disableDiscovery().addExtension(new GuardedExtension(hasHealthClass));
    }

    private static Set<Bean<?>> checks(WeldContainer container) {
        return container.getBeanManager().getBeans(HealthCheck.class, Readiness.Literal.INSTANCE);
    }

    @Test
    void theClassIsFoundAsTheOnlyCheckAndTellsHowTheStoresAre() {
        HealthCheckResponse.setResponseProvider(new ResponseProvider());
        Collector collector = new Collector();
        try (WeldContainer container = weld(true).addExtension(collector).initialize()) {
            assertThat(checks(container)).hasSize(1);
            HealthCheck check = collector.only(container.getBeanManager());
            assertThat(check.call().getData()).isEmpty();

            container.select(LockManager.class).get().getOrCreate("order:7");
            HealthCheckResponse response = check.call();
            assertThat(response.getName()).isEqualTo("guarded");
            assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
            assertThat(response.getData())
                    .hasValueSatisfying(data -> assertThat(data).containsEntry("threading", "UP"));
        }
    }

    @Test
    void theBeanOfTheExtensionIsTheOnlyCheckElsewhereAndIsNotFoundSo() {
        Collector collector = new Collector();
        try (WeldContainer container = weld(false).addExtension(collector).initialize()) {
            assertThat(checks(container)).hasSize(1);
            assertThat(collector.found).isEmpty();
        }
    }
}
