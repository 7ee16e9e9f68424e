package io.guarded.cdi.docs;

import io.guarded.Guarded;
import io.guarded.cdi.MemoryProvider;
import io.guarded.spi.LockProvider;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Lets the code of the guides name the type that several nodes need, without a Redis. */
@ApplicationScoped
class InPlaceOfRedis {

    @Produces
    LockProvider store() {
        return new MemoryProvider() {
            @Override
            public String type() {
                return Guarded.REDIS;
            }
        };
    }
}
