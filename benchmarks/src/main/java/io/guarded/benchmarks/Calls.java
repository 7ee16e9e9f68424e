package io.guarded.benchmarks;

import io.guarded.Guarded;
import io.guarded.LockHandle;
import io.guarded.LockManager;
import io.guarded.NamedLock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Is a bean with next to nothing in its methods. */
@ApplicationScoped
public class Calls {

    private NamedLock lock;
    private int work;

    /** Makes the proxy; the container does. */
    protected Calls() {}

    /** Makes the bean; the container does. */
    @Inject
    Calls(LockManager manager) {
        this.lock = manager.getOrCreate("by hand");
    }

    /**
     * Works unguarded.
     *
     * @return what was done
     */
    public int plain() {
        return ++work;
    }

    /**
     * Locks by hand.
     *
     * @return what was done
     */
    @Nothing
    public int byHand() {
        try (LockHandle held = lock.acquire()) {
            return ++work;
        }
    }

    /**
     * Is guarded by a constant name.
     *
     * @return what was done
     */
    @Guarded(name = "constant", type = Guarded.THREADING)
    public int constant() {
        return ++work;
    }

    /**
     * Is guarded by a name of two parameters.
     *
     * @param tenant the first
     * @param order the second
     * @return what was done
     */
    @Guarded(name = "order:{tenant}:{order}", type = Guarded.THREADING)
    public int template(String tenant, int order) {
        return work += order;
    }
}
