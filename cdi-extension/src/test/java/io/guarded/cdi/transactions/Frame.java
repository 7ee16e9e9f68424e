package io.guarded.cdi.transactions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.concurrent.Callable;

/**
 * Is what stands around a guarded call, as an EJB with container-managed transactions does.
 *
 * <p>Public: Weld does not intercept a call to a bean that is being called already if the method is package-private.
 */
@ApplicationScoped
public class Frame {

    @Transactional
    public <T> T transaction(Callable<T> body) throws Exception {
        return body.call();
    }

    @Transactional(TxType.REQUIRES_NEW)
    public <T> T newTransaction(Callable<T> body) throws Exception {
        return body.call();
    }

    @Transactional(TxType.NOT_SUPPORTED)
    public <T> T noTransaction(Callable<T> body) throws Exception {
        return body.call();
    }
}
