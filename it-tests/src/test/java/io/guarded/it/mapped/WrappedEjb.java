package io.guarded.it.mapped;

import io.guarded.it.app.GuardedBean;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionException;

/** Does not know what a refusal is, and wraps it. */
@Stateless
public class WrappedEjb {

    @Inject
    GuardedBean bean;

    /** Calls what is guarded; what comes from there is of no kind that the container knows. */
    public void call(String name) {
        try {
            bean.redis(name);
        } catch (RuntimeException refused) {
            throw new CompletionException(refused);
        }
    }

    /** Calls what is guarded and wraps as containers do. */
    public void callAsContainersDo(String name) {
        try {
            bean.redis(name);
        } catch (RuntimeException refused) {
            throw new EJBException(refused);
        }
    }
}
