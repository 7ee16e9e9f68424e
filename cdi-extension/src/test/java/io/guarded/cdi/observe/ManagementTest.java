package io.guarded.cdi.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.cdi.Containers;
import java.lang.management.ManagementFactory;
import java.util.Set;
import javax.management.ObjectName;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

/** The manager of a deployment is in JMX as long as the deployment lives. */
class ManagementTest {

    private static Set<ObjectName> names() throws Exception {
        return ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("io.guarded:type=LockManager,*"), null);
    }

    @Test
    void undeploymentLeavesNothingInJmx() throws Exception {
        try (WeldContainer container = Containers.start(Busy.class)) {
            assertThat(container.isRunning()).isTrue();
            assertThat(names()).hasSize(1);
        }
        assertThat(names()).isEmpty();
    }
}
