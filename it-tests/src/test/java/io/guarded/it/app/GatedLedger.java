package io.guarded.it.app;

import io.guarded.example.tenant.Ledger;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;

/** Takes the place of the example's ledger: waits for the test between reading and writing. */
@Alternative
@Priority(Interceptor.Priority.APPLICATION)
@ApplicationScoped
public class GatedLedger extends Ledger {

    @Inject
    Gates gates;

    @Override
    public void write(String tenant, long balance) {
        gates.of("ledger-" + tenant).pass();
        super.write(tenant, balance);
    }
}
