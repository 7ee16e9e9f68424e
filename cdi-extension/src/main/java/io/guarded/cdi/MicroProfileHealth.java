package io.guarded.cdi;

import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Is the readiness of the stores in use, for MicroProfile Health, which may be absent. */
final class MicroProfileHealth {

    private MicroProfileHealth() {}

    static boolean isPresent() {
        try {
            return Readiness.Literal.INSTANCE != null;
        } catch (NoClassDefFoundError absent) {
            return false;
        }
    }

    /**
     * Tells whether the check has to be a class that bears the annotation. GlassFish 8 asks {@code getAnnotated()} of each
     * ProcessBean for {@code @Readiness}, and a bean that an extension makes has nothing there.
     */
    static boolean needsClass() {
        try {
            Class.forName(
                    "org.glassfish.microprofile.health.HealthReporter",
                    false,
                    MicroProfileHealth.class.getClassLoader());
            return isPresent();
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    /** Early, when it is not known yet whether the application has a manager of its own. */
    static void addClass(BeforeBeanDiscovery event) {
        event.addAnnotatedType(MicroProfileHealthCheck.class, MicroProfileHealthCheck.class.getName());
    }

    /**
     * An application with a manager of its own knows itself how that is.
     *
     * @param place a class among whose beans the check is to be
     * @param condition what is wrong with each store in use, if anything is
     */
    static void addBean(AfterBeanDiscovery event, Class<?> place, Supplier<Map<String, Optional<String>>> condition) {
        event.addBean(new MicroProfileHealthBean(place, () -> of(condition.get())));
    }

    static HealthCheckResponse of(Map<String, Optional<String>> condition) {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("guarded");
        condition.forEach((type, problem) -> response.withData(type, problem.orElse("UP")));
        return response.status(condition.values().stream().allMatch(Optional::isEmpty))
                .build();
    }
}
