package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.LockSpec;
import io.guarded.spi.LockProvider;
import io.guarded.spi.ProviderContext;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a manager starts and ends, and what one that cannot start leaves. */
final class StartTest {

    private final List<String> events = new ArrayList<>();

    @Test
    void providersThatWereStartedAreClosedIfOneDoesNotStart() {
        assertThatThrownBy(() -> LockManagers.builder()
                        .providers(List.of(provider("a", false), provider("b", true), provider("c", false)))
                        .config(property -> Optional.empty())
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bad value");

        assertThat(events).containsExactly("a start", "b start", "a close");
    }

    @Test
    void providersAreClosedOnceWithTheManager() {
        CloseableLockManager manager = LockManagers.builder()
                .providers(List.of(provider("a", false), provider("b", false)))
                .config(property -> Optional.empty())
                .build();

        manager.close();
        manager.close();

        assertThat(events).containsExactly("a start", "b start", "a close", "b close");
    }

    @Test
    void managerWithoutCdiIsConfiguredByTheEnvironment() {
        System.setProperty("guarded.default-type", "of the test");
        try (CloseableLockManager manager = LockManagers.of(provider("of the test", false))) {
            assertThat(manager.getOrCreate("n").type()).isEqualTo("of the test");
        } finally {
            System.clearProperty("guarded.default-type");
        }
    }

    @Test
    void providersOfOneTypeAndNoneAtAllAreRefused() {
        assertThatThrownBy(() -> LockManagers.of(provider("a", false), provider("a", false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"a\"");
        assertThatThrownBy(LockManagers::of)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs a LockProvider");
        assertThat(events).isEmpty();
    }

    @Test
    void providerThatIsMissingIsNamedWithItsArtifact() {
        try (CloseableLockManager manager = LockManagers.of(provider("a", false))) {
            assertThatThrownBy(() -> manager.getOrCreate("n", "redis"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("\"redis\"")
                    .hasMessageContaining("[a]")
                    .hasMessageContaining("add io.guarded:guarded-redis");
            assertThatThrownBy(() -> manager.getOrCreate("n", "mine"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("its artifact is not on the class path");
        }
    }

    @Test
    void providerFindsTheBeansOfTheApplication() {
        BeanLookup beans = new BeanLookup() {
            @Override
            public <T> Optional<T> find(Class<T> type) {
                return Optional.of(type.cast("bean"));
            }
        };
        List<Object> found = new ArrayList<>();
        LockProvider curious = (LockProvider) Proxy.newProxyInstance(
                LockProvider.class.getClassLoader(),
                new Class<?>[] {LockProvider.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "type" -> "a";
                    case "scope" -> LockProvider.Scope.JVM;
                    case "start" -> found.add(((ProviderContext) arguments[0]).bean(String.class));
                    default -> null;
                });

        LockManagers.builder()
                .providers(List.of(curious))
                .config(property -> Optional.empty())
                .beans(beans)
                .build()
                .close();

        assertThat(found).containsExactly(Optional.of("bean"));
    }

    @Test
    void keyMayBeKeptForExactlyAsLongAsItIsHeld() {
        Duration hour = Duration.ofHours(1);
        try (CloseableLockManager manager = LockManagers.of(provider("threading", false))) {
            manager.create(LockSpec.of("n").lease(hour).atLeast(hour));
            manager.create(LockSpec.of("n").maxHold(hour).atLeast(hour));

            assertThatThrownBy(() -> manager.create(LockSpec.of("n").lease(hour).atLeast(hour.plusNanos(1))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("make the lease longer");
            assertThatThrownBy(
                            () -> manager.create(LockSpec.of("n").maxHold(hour).atLeast(hour.plusNanos(1))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("make that longer");
        }
    }

    private LockProvider provider(String type, boolean isBad) {
        return (LockProvider) Proxy.newProxyInstance(
                LockProvider.class.getClassLoader(),
                new Class<?>[] {LockProvider.class},
                (proxy, method, arguments) -> {
                    String what = method.getName();
                    if (what.equals("type")) {
                        return type;
                    }
                    if (what.equals("scope")) {
                        return LockProvider.Scope.JVM;
                    }
                    if (what.equals("hashCode")) {
                        return type.hashCode();
                    }
                    events.add(type + " " + what);
                    if (isBad) {
                        throw new IllegalArgumentException("bad value");
                    }
                    return null;
                });
    }
}
