package io.guarded.it.wrong;

import io.guarded.Guarded;
import jakarta.enterprise.context.ApplicationScoped;

/** Names a parameter that there is not. */
@ApplicationScoped
public class UnknownPlaceholder {

    /** Must never run. */
    @Guarded(name = "wrong:{order}")
    public void run(String customer) {}
}
