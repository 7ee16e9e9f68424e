package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.spi.LockProvider;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a manager that cannot start leaves. */
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
                    events.add(type + " " + what);
                    if (isBad) {
                        throw new IllegalArgumentException("bad value");
                    }
                    return null;
                });
    }
}
