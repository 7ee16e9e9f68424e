package io.guarded.cdi;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Is the readiness check as a class that bears the annotation, where {@link MicroProfileHealth#needsClass} asks for one. */
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
