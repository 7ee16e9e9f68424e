package io.guarded.rest;

import io.guarded.cdi.GuardedExtension;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Finds the extension in the CDI container of the calling application. Payara 6 looks for the caller of {@code CDI.current()} by
 * any class of the calling module, and gives up if another module of the EAR has a class of that name, too (WELD-001327); in
 * JNDI it knows the module.
 */
final class CurrentExtension {

    private CurrentExtension() {}

    /**
     * Finds it.
     *
     * @throws IllegalStateException if there is no container
     * @throws IllegalArgumentException if it does not have the extension
     */
    static GuardedExtension find() {
        return beans().getExtension(GuardedExtension.class);
    }

    private static BeanManager beans() {
        try {
            return CDI.current().getBeanManager();
        } catch (IllegalStateException unknown) {
            return named(unknown);
        }
    }

    @SuppressWarnings("BanJNDI") // a constant name, which the server alone fills
    private static BeanManager named(IllegalStateException reason) {
        try {
            return (BeanManager) new InitialContext().lookup("java:comp/BeanManager");
        } catch (NamingException | ClassCastException absent) {
            throw reason;
        }
    }
}
