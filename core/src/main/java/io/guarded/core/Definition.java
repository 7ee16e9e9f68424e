package io.guarded.core;

import io.guarded.Guarded;
import io.guarded.LockName;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a lock is, resolved: a {@link io.guarded.LockSpec} with the defaults and the store filled in.
 *
 * @param lease the lease as the store is told, null for a hold without end
 * @param isRenewed whether the lease is renewed until the release
 * @param maxHold the longest time that a hold may last, renewed or not
 * @param atLeast how long the key is kept even if it is released earlier, zero for no longer than until then
 * @param isFenced whether every acquisition takes a fencing token
 * @param guard for which guard it is taken, null for a lock by hand
 */
record Definition(
        String name,
        String key,
        Store store,
        @Nullable Duration lease,
        boolean isRenewed,
        Duration maxHold,
        Duration atLeast,
        boolean isFenced,
        @Nullable Guarded guard) {

    /** Is a lock by hand. */
    Definition(
            String name,
            String key,
            Store store,
            @Nullable Duration lease,
            boolean isRenewed,
            Duration maxHold,
            Duration atLeast,
            boolean isFenced) {
        this(name, key, store, lease, isRenewed, maxHold, atLeast, isFenced, null);
    }

    /** Whether both can be in use for one key at one time: the key is equal, the store and the lease must be. */
    boolean agreesWith(Definition other) {
        return key.equals(other.key)
                && store.equals(other.store)
                && isRenewed == other.isRenewed
                && (isRenewed || java.util.Objects.equals(lease, other.lease));
    }

    IllegalStateException conflictWith(Definition inUse) {
        return new IllegalStateException("lock " + describe() + " cannot be used while " + inUse.describe()
                + " is held or waited for; give both the same type, key and lease");
    }

    private String describe() {
        return "\"" + LockName.printable(name) + "\" (type " + store.type() + ", key \"" + LockName.printable(key)
                + "\", " + (isRenewed ? "renewed lease" : "fixed lease of " + lease) + ")";
    }
}
