package io.guarded.cdi.docs;

import io.guarded.LockBusyException;
import io.guarded.cdi.docs.ReadmeTest.Orders;
import io.guarded.cdi.docs.ReadmeTest.Receipt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.faulttolerance.Retry;

/** Is the example of docs/order.md. */
@ApplicationScoped
public class Checkout {

    @Inject
    Orders orders; // place() is @Guarded(name = "order:{id}", timeout = Guarded.IMMEDIATE)

    @Retry(retryOn = LockBusyException.class, maxRetries = 5, delay = 200)
    public Receipt checkOut(String id) {
        return orders.place(id);
    }
}
