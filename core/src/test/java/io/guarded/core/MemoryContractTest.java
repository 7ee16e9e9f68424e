package io.guarded.core;

import io.guarded.spi.LockProvider;

/** What the contract asks, over a store of a cluster that works: core alone, without any shipped provider. */
final class MemoryContractTest extends LockProviderContract {

    private final MemoryStore store = new MemoryStore();

    @Override
    protected LockProvider newProvider() {
        return store;
    }

    @Override
    protected String type() {
        return "memory";
    }

    @Override
    protected boolean isKeyInStore(String key) {
        return store.isStored(key);
    }
}
