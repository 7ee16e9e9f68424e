package io.guarded.example.tenant;

import io.guarded.example.Pause;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps a balance for each tenant. Reading and then writing one is safe only under the tenant's lock. */
@ApplicationScoped
public class Ledger {

    private static final Duration TURNING_PAGES = Duration.ofMillis(300);

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
     * Writes a balance, which takes long enough for a person to see who waits.
     *
     * @param tenant the tenant
     * @param balance the new balance
     */
    public void write(String tenant, long balance) {
        Pause.of(TURNING_PAGES);
        balances.put(tenant, balance);
    }
}
