package io.guarded.cdi.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.Guarded;
import io.guarded.LockManager;
import io.guarded.cdi.Containers;
import io.guarded.cdi.MemoryProvider;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigBuilder;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConfigTest {

    @ApplicationScoped
    static class Worker {
        @Inject
        LockManager manager;

        @Guarded(name = "w")
        public String type() {
            return manager.list().get("w");
        }
    }

    @ApplicationScoped
    static class OwnProvider extends MemoryProvider {
        @Override
        public String type() {
            return "own";
        }
    }

    /** Is a MicroProfile Config of one property. */
    private static class OneProperty extends ConfigProviderResolver {
        private final Map<String, String> values = Map.of("guarded.default-type", "own");

        @Override
        public Config getConfig() {
            return getConfig(Thread.currentThread().getContextClassLoader());
        }

        @Override
        public Config getConfig(ClassLoader loader) {
            return (Config) Proxy.newProxyInstance(
                    Config.class.getClassLoader(),
                    new Class<?>[] {Config.class},
                    (self, method, arguments) -> Optional.ofNullable(read((String) arguments[0])));
        }

        String read(String property) {
            return values.get(property);
        }

        @Override
        public ConfigBuilder getBuilder() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void registerConfig(Config config, ClassLoader loader) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void releaseConfig(Config config) {
            throw new UnsupportedOperationException();
        }
    }

    @AfterEach
    void forget() {
        ConfigProviderResolver.setInstance(null);
        System.clearProperty("guarded.default-type");
    }

    @Test
    void theDefaultTypeIsThreading() {
        assertThat(usedType()).isEqualTo(Guarded.THREADING);
    }

    @Test
    void systemPropertiesAreReadWithoutMicroProfile() {
        System.setProperty("guarded.default-type", "own");

        assertThat(usedType()).isEqualTo("own");
    }

    @Test
    void microProfileConfigIsReadWhereItIs() {
        ConfigProviderResolver.setInstance(new OneProperty());

        assertThat(usedType()).isEqualTo("own");
    }

    @Test
    void aPropertyThatCannotBeReadIsNamed() {
        ConfigProviderResolver.setInstance(new OneProperty() {
            @Override
            String read(String property) {
                if (property.equals("Guarded/name")) {
                    throw new NoSuchElementException("no value for ${other}");
                }
                return null;
            }
        });

        assertThat(Containers.mistakes(Worker.class)).anySatisfy(mistake -> assertThat(mistake)
                .hasMessageStartingWith("GUARD-030")
                .hasMessageContainingAll("configuration property Guarded/name", "no value for ${other}"));
    }

    private static String usedType() {
        try (WeldContainer container = Containers.start(Worker.class, OwnProvider.class)) {
            return container.select(Worker.class).get().type();
        }
    }
}
