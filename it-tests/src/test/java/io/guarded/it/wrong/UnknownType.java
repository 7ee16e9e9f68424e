package io.guarded.it.wrong;

import io.guarded.Guarded;
import jakarta.enterprise.context.ApplicationScoped;

/** Names a store that there is not. */
@ApplicationScoped
public class UnknownType {

    /** Must never run. */
    @Guarded(name = "wrong", type = "carrier-pigeon")
    public void run() {}
}
