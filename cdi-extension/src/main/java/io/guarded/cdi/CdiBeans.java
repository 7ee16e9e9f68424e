package io.guarded.cdi;

import io.guarded.core.BeanLookup;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Optional;

/** Finds beans of the application. Two that fit are an error of the application, not the same as none. */
final class CdiBeans implements BeanLookup {

    private final BeanManager beans;

    CdiBeans(BeanManager beans) {
        this.beans = beans;
    }

    @Override
    public <T> Optional<T> find(Class<T> type) {
        Instance<T> found = beans.createInstance().select(type);
        return found.isUnsatisfied() ? Optional.empty() : Optional.of(found.get());
    }
}
