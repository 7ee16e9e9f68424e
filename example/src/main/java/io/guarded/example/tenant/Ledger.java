package io.guarded.example.tenant;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps a balance for each tenant. Reading and then writing one is safe only under the tenant's lock. */
@ApplicationScoped
public class Ledger {

    private final Map<String, Long> balances = new ConcurrentHashMap<>();

    /**
     * Reads a balance.
     *
     * @param tenant the tenant
     * @return the balance, zero at first
     */
    public long balance(String tenant) {
        return balances.getOrDefault(tenant, 0L);
    }

    /**
     * Writes a balance.
     *
     * @param tenant the tenant
     * @param balance the new balance
     */
    public void write(String tenant, long balance) {
        balances.put(tenant, balance);
    }
}
