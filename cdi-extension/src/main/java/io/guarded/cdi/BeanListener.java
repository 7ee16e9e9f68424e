package io.guarded.cdi;

import io.guarded.LockListener;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;

/** Is a listener that is a bean, looked up at the first fact: a deployment is too early for many beans. */
final class BeanListener implements LockListener {

    private final Once<LockListener> bean;
    private final Complaints complaints;

    BeanListener(BeanManager manager, Bean<?> bean) {
        this.complaints =
                new Complaints("the lock listener " + bean.getBeanClass().getName());
        this.bean = new Once<>(() ->
                (LockListener) manager.getReference(bean, LockListener.class, manager.createCreationalContext(bean)));
    }

    @Override
    public void happened(Fact fact) {
        try {
            bean.get().happened(fact);
        } catch (RuntimeException | Error failure) {
            complaints.failed(failure);
        }
    }
}
