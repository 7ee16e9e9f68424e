package io.guarded;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.spi.LockProvider;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The short ways to a lock lead to the long ones, and what a provider need not do is not said to be done. */
final class LockManagerTest {

    private final List<LockSpec> asked = new ArrayList<>();
    private final NamedLock lock = implement(NamedLock.class, (method, arguments) -> null);

    private final LockManager manager = implement(LockManager.class, (method, arguments) -> {
        if (arguments[0] instanceof LockSpec spec) {
            asked.add(spec);
        } else {
            asked.addAll(List.of((LockSpec[]) arguments[0]));
        }
        return lock;
    });

    private interface Answer {
        Object of(Method method, Object[] arguments);
    }

    private static <T> T implement(Class<T> type, Answer answer) {
        InvocationHandler handler = (proxy, method, arguments) -> method.isDefault()
                ? InvocationHandler.invokeDefault(proxy, method, arguments)
                : answer.of(method, arguments);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private LockSpec onlyAsked() {
        assertThat(asked).hasSize(1);
        return asked.remove(0);
    }

    @Test
    void nameIsASpecificationOfItsOwn() {
        assertThat((Object) manager.getOrCreate("a")).isSameAs(lock);
        assertThat(onlyAsked()).isEqualTo(LockSpec.of("a"));

        assertThat((Object) manager.getOrCreate("a", "mine")).isSameAs(lock);
        assertThat(onlyAsked().type()).isEqualTo(Optional.of("mine"));
    }

    @Test
    void nameOfPartsIsTakenAsItIs() {
        LockName name = LockName.of("a:b", "c");

        assertThat((Object) manager.getOrCreate(name)).isSameAs(lock);
        assertThat(onlyAsked().name()).isEqualTo("a%3Ab:c");

        assertThat((Object) manager.getOrCreate(name, "mine")).isSameAs(lock);
        LockSpec spec = onlyAsked();
        assertThat(spec.name()).isEqualTo("a%3Ab:c");
        assertThat(spec.type()).isEqualTo(Optional.of("mine"));
    }

    @Test
    void namesAreJoined() {
        assertThat((Object) manager.multi("a", "b")).isSameAs(lock);

        assertThat(asked).containsExactly(LockSpec.of("a"), LockSpec.of("b"));
    }

    @Test
    void equalNamesAndSpecificationsHaveEqualHashes() {
        assertThat(LockSpec.of("a")).hasSameHashCodeAs(LockSpec.of("a"));
        assertThat(LockSpec.of("a").hashCode()).isNotEqualTo(LockSpec.of("b").hashCode());
        assertThat(LockName.of("a")).hasSameHashCodeAs(LockName.of("a"));
        assertThat(LockName.of("a").hashCode()).isNotEqualTo(LockName.of("b").hashCode());
    }

    /** Null means that it cannot be said at once; false would be an answer. */
    @Test
    void providerWithoutADirectPathSaysNothing() {
        LockProvider provider = implement(LockProvider.class, (method, arguments) -> "unused");

        assertThat(provider.acquireNow("k", 1)).isNull();
        assertThat(provider.releaseNow("k", 1)).isNull();
    }
}
