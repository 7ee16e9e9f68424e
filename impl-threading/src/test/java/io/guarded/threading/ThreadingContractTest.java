package io.guarded.threading;

import io.guarded.Guarded;
import io.guarded.core.LockProviderContract;
import io.guarded.spi.LockProvider;

final class ThreadingContractTest extends LockProviderContract {

    private final ThreadingLockProvider provider = new ThreadingLockProvider();

    @Override
    protected LockProvider newProvider() {
        return provider;
    }

    @Override
    protected String type() {
        return Guarded.THREADING;
    }

    @Override
    protected boolean isKeyInStore(String key) {
        return provider.isStored(key);
    }
}
