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
        // managers that other tests made and left are there for as long as this JVM
        Set<ObjectName> others = names();
        try (WeldContainer container = Containers.start(Busy.class)) {
            assertThat(container.isRunning()).isTrue();
            assertThat(names()).containsAll(others).hasSize(others.size() + 1);
        }
        assertThat(names()).isEqualTo(others);
    }
}
