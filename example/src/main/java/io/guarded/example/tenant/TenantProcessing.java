package io.guarded.example.tenant;

import io.guarded.Guarded;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** Processes the data of a tenant: one run at a time for each, while those of other tenants go on beside it. */
@Stateless
public class TenantProcessing {

    @Inject
    Ledger ledger;

    /**
     * Takes amounts over into the tenant's ledger. Waits up to two minutes for a run that has begun before.
     *
     * @param tenant the tenant
     * @param amount what to add
     * @return the balance after it
     */
    @Guarded(name = "processing:{tenant}", timeout = 120)
    public long process(String tenant, long amount) {
        long balance = ledger.balance(tenant);
        ledger.write(tenant, balance + amount);
        return balance + amount;
    }
}
