package io.guarded.cdi.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.LockManager;
import io.guarded.cdi.Containers;
import io.guarded.cdi.MemoryProvider;
import io.guarded.cdi.Stores;
import io.guarded.core.LockManagers;
import io.smallrye.config.inject.ConfigExtension;
import io.smallrye.health.AsyncHealthCheckFactory;
import io.smallrye.health.ResponseProvider;
import io.smallrye.health.SmallRyeHealth;
import io.smallrye.health.SmallRyeHealthReporter;
import io.smallrye.health.registry.HealthRegistries;
import io.smallrye.health.registry.HealthRegistryImpl;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.PassivationCapable;
import jakarta.json.JsonObject;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The readiness of an application as SmallRye Health, which WildFly brings too, tells it. */
@Tag("microprofile")
class HealthTest {

    private static final class BreakingStore extends MemoryProvider {
        private volatile boolean isBroken;

        @Override
        public CompletableFuture<Boolean> isHeld(String key) {
            return isBroken
                    ? CompletableFuture.failedFuture(new IllegalStateException("connection refused"))
                    : super.isHeld(key);
        }
    }

    private static WeldContainer start() {
        return weld().addBeanClasses(Stores.class).initialize();
    }

    private static Weld weld() {
        HealthCheckResponse.setResponseProvider(new ResponseProvider());
        return Containers.weld()
                .addBeanClasses(
                        SmallRyeHealthReporter.class,
                        AsyncHealthCheckFactory.class,
                        HealthRegistries.class,
                        HealthRegistryImpl.class)
                .addExtension(new ConfigExtension());
    }

    private static SmallRyeHealth readiness(WeldContainer container) {
        return container.select(SmallRyeHealthReporter.class).get().getReadiness();
    }

    private static JsonObject check(SmallRyeHealth health) {
        return health.getPayload().getJsonArray("checks").stream()
                .map(JsonObject.class::cast)
                .filter(check -> check.getString("name").equals("guarded"))
                .reduce((one, other) -> {
                    throw new AssertionError("two of that name");
                })
                .orElseThrow();
    }

    /** Else Weld warns of it at each deployment (WELD-001473). */
    @Test
    void itsBeanMayBeInABeanThatIsPassivated() {
        try (WeldContainer container = start()) {
            assertThat(container.getBeanManager().getBeans(HealthCheck.class, Readiness.Literal.INSTANCE))
                    .singleElement()
                    .isInstanceOfSatisfying(PassivationCapable.class, bean -> assertThat(bean.getId())
                            .isNotBlank());
        }
    }

    @Test
    void anApplicationIsReadyAsLongAsItsStoresAnswer() {
        BreakingStore store = new BreakingStore();
        Stores.use(store);
        try (WeldContainer container = start()) {
            container.select(LockManager.class).get().getOrCreate("order:7");
            SmallRyeHealth well = readiness(container);
            assertThat(well.isDown()).isFalse();
            assertThat(check(well).getString("status")).isEqualTo("UP");
            assertThat(check(well).getJsonObject("data").getString("threading")).isEqualTo("UP");

            store.isBroken = true;
            SmallRyeHealth broken = readiness(container);
            assertThat(broken.isDown()).isTrue();
            assertThat(check(broken).getString("status")).isEqualTo("DOWN");
            assertThat(check(broken).getJsonObject("data").getString("threading"))
                    .isNotEqualTo("UP")
                    .isNotBlank();

            store.isBroken = false;
            assertThat(readiness(container).isDown()).isFalse();
        }
    }

    @Test
    void aStoreThatNobodyHasUsedIsNotAsked() {
        BreakingStore store = new BreakingStore();
        store.isBroken = true;
        Stores.use(store);
        try (WeldContainer container = start()) {
            SmallRyeHealth health = readiness(container);
            assertThat(health.isDown()).isFalse();
            assertThat(check(health).containsKey("data")).isFalse();
        }
    }

    /** Adds a manager when it was decided already that there is to be a default one. */
    static final class Late implements Extension {
        void add(@Observes AfterBeanDiscovery event) {
            event.<LockManager>addBean()
                    .types(LockManager.class, Object.class)
                    .scope(ApplicationScoped.class)
                    .alternative(true)
                    .priority(1)
                    .createWith(context -> LockManagers.of(new MemoryProvider()));
        }
    }

    @Test
    void theManagerOfAnExtensionDoesNotKeepAnApplicationFromBeingReady() {
        try (WeldContainer container = weld().addExtension(new Late()).initialize()) {
            SmallRyeHealth health = readiness(container);
            assertThat(health.isDown()).isFalse();
            assertThat(check(health).containsKey("data")).isFalse();
        }
    }
}
