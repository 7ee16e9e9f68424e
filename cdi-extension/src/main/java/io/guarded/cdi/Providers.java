package io.guarded.cdi;

import io.guarded.spi.LockProvider;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** Brings the providers together: those of the application's beans, and the shipped ones of the other types. */
final class Providers {

    private final BeanManager manager;
    private final ClassLoader application;

    Providers(BeanManager manager, ClassLoader application) {
        this.manager = manager;
        this.application = application;
    }

    /**
     * Gives all providers, but of one type only the first bean; then a mistake is added.
     *
     * @throws java.util.ServiceConfigurationError if a shipped provider cannot be loaded
     */
    List<LockProvider> all(Collection<Bean<?>> beans, Mistakes mistakes) {
        Map<String, Bean<?>> byType = new HashMap<>();
        List<LockProvider> all = new ArrayList<>();
        for (Bean<?> bean : beans) {
            LockProvider provider = reference(bean);
            Bean<?> other = byType.putIfAbsent(provider.type(), bean);
            if (other == null) {
                all.add(provider);
            } else {
                mistakes.add(Mistake.TWO_PROVIDERS, Site.DEPLOYMENT, provider.type(), nameOf(other), nameOf(bean));
            }
        }
        for (LockProvider shipped : ServiceLoader.load(LockProvider.class, application)) {
            if (!byType.containsKey(shipped.type())) {
                all.add(shipped);
            }
        }
        return all;
    }

    private LockProvider reference(Bean<?> bean) {
        return (LockProvider) manager.getReference(bean, LockProvider.class, manager.createCreationalContext(bean));
    }

    private static String nameOf(Bean<?> bean) {
        return bean.getBeanClass().getName();
    }
}
