package io.guarded.cdi;

import io.guarded.LockDefinitionException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** Starts Weld SE with the extension and nothing but the given beans. */
public final class Containers {

    private Containers() {}

    public static WeldContainer start(Class<?>... beans) {
        return weld(beans).initialize();
    }

    public static Weld weld(Class<?>... beans) {
        return new Weld()
                .disableDiscovery()
                .addExtension(new GuardedExtension())
                .beanClasses(beans);
    }

    /** Deploys what must not be deployed. */
    public static List<LockDefinitionException> mistakes(Class<?>... beans) {
        return mistakes(weld(beans));
    }

    public static List<LockDefinitionException> mistakes(Weld weld) {
        try (WeldContainer container = weld.initialize()) {
            throw new AssertionError("the deployment was accepted: " + container.getId());
        } catch (RuntimeException refused) {
            List<LockDefinitionException> found = new ArrayList<>();
            collect(refused, found);
            if (found.isEmpty()) {
                throw new AssertionError("refused for another reason", refused);
            }
            return found;
        }
    }

    private static void collect(Throwable problem, List<LockDefinitionException> found) {
        if (problem instanceof LockDefinitionException mistake) {
            found.add(mistake);
        }
        if (problem.getCause() != null) {
            collect(problem.getCause(), found);
        }
        for (Throwable more : problem.getSuppressed()) {
            collect(more, found);
        }
    }
}
