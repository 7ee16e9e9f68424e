package io.guarded.cdi;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Is the readiness check for servers that ask the beans of written classes alone ({@link MicroProfileHealth#needsClass}). */
@Dependent
@Readiness
final class MicroProfileHealthCheck implements HealthCheck {

    private final GuardedExtension extension;

    @Inject
    MicroProfileHealthCheck(BeanManager beans) {
        extension = beans.getExtension(GuardedExtension.class);
    }

    @Override
    public HealthCheckResponse call() {
        return MicroProfileHealth.of(extension.condition());
    }
}
