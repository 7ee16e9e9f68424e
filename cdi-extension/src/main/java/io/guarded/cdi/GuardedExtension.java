package io.guarded.cdi;

import io.guarded.Guarded;
import io.guarded.LockDefinitionException;
import io.guarded.LockHandle;
import io.guarded.LockManager;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.enterprise.inject.spi.ProcessSessionBean;
import jakarta.enterprise.inject.spi.WithAnnotations;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;

/**
 * Brings the guard into a CDI container: the interceptors, the table of all guarded methods, and the beans LockManager
 * and LockHandle if the application has none. Found by the container; not to be called.
 *
 * @since 1.0
 */
public final class GuardedExtension implements Extension {

    private final Deployment deployment = new Deployment();
    private final boolean hasHealthClass;

    /** Makes the extension, for the container. */
    public GuardedExtension() {
        this(MicroProfileHealth.needsClass());
    }

    /**
     * Makes the extension.
     *
     * @param hasHealthClass whether the readiness check is to be a class and no bean of this extension
     */
    GuardedExtension(boolean hasHealthClass) {
        this.hasHealthClass = hasHealthClass;
    }

    /** Registered by hand, so that no beans.xml is needed and no discovery mode matters. */
    void addInterceptors(@Observes BeforeBeanDiscovery event) {
        event.addAnnotatedType(GuardedInterceptor.class, GuardedInterceptor.class.getName());
        if (BodyInterceptor.IS_NEEDED) {
            event.addAnnotatedType(BodyInterceptor.class, BodyInterceptor.class.getName());
        }
        if (hasHealthClass) {
            MicroProfileHealth.addClass(event);
        }
    }

    /** Only types with a guard somewhere, so that no container loads others for this. */
    void seeType(@Observes @WithAnnotations(Guarded.class) ProcessAnnotatedType<?> event) {
        if (MessageDriven.is(event.getAnnotatedType())) {
            deployment.found().addMessageDriven(event.getAnnotatedType().getJavaClass());
        }
    }

    void see(@Observes ProcessManagedBean<?> event) {
        deployment.found().add(event.getAnnotatedBeanClass());
    }

    void seeEjb(@Observes ProcessSessionBean<?> event) {
        deployment.found().addEjb(event.getAnnotatedBeanClass());
    }

    void see(@Observes ProcessBean<?> event) {
        deployment.found().add(event.getBean());
    }

    void see(@Observes ProcessObserverMethod<?, ?> event) {
        deployment.found().add(event.getObserverMethod());
    }

    void addBeans(@Observes AfterBeanDiscovery event, BeanManager beans) {
        event.<Guards>addBean()
                .id(Guards.class.getName())
                .types(Guards.class, Object.class)
                .scope(ApplicationScoped.class)
                .createWith(context -> deployment.guards());
        if (deployment.needsManager()) {
            event.<LockManager>addBean()
                    .id(LockManager.class.getName())
                    .types(LockManager.class, Object.class)
                    .scope(ApplicationScoped.class)
                    .createWith(context -> deployment.managers().standard());
            if (!hasHealthClass && MicroProfileHealth.isPresent()) {
                Class<?> place = deployment
                        .found()
                        .ofApplication(Managers.applicationLoader())
                        .orElse(GuardedExtension.class);
                MicroProfileHealth.addBean(event, place, this::condition);
            }
        }
        if (deployment.needsHandle()) {
            event.<LockHandle>addBean()
                    .id(LockHandle.class.getName())
                    .types(LockHandle.class, Object.class)
                    .scope(ApplicationScoped.class)
                    .createWith(context -> new InjectedHandle());
        }
        deployment.found().completeMessageDriven(event::getAnnotatedTypes);
        deployment.check(beans).forEach(event::addDefinitionError);
    }

    void validate(@Observes AfterDeploymentValidation event, BeanManager beans) {
        for (LockDefinitionException mistake : deployment.validate(beans)) {
            event.addDeploymentProblem(mistake);
        }
    }

    /**
     * Tells whether calls of a method are guarded, as far as that can be known. Internal: for io.guarded.rest.
     *
     * @param type the class of a bean
     * @param method one of its methods
     * @return true if an interceptor was bound to it
     */
    public boolean isGuarded(Class<?> type, Method method) {
        return deployment.isGuarded(type, method);
    }

    /**
     * Gives what operators may use. Internal: for io.guarded.rest.
     *
     * @return nothing unless {@code guarded.console.enabled} is true
     */
    public Optional<Console> console() {
        return deployment.console();
    }

    Map<String, Optional<String>> condition() {
        return deployment.managers().condition();
    }

    void endBeforeBeans(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
        deployment.managers().closeBeforeBeans();
    }

    /** Only now, so that a callback at the end of a bean can still use a lock. */
    void end(@Observes BeforeShutdown event) {
        deployment.managers().close();
    }
}
