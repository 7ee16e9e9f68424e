package io.guarded;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Says what a lock is: its name, and what differs from the defaults.
 *
 * <p>Immutable: each method gives a changed copy. Safe for use by many threads.
 *
 * @since 1.0
 */
public final class LockSpec {

    private static final long SHORTEST_LEASE_MILLIS = 100;

    private final String name;
    private final String type;
    private final String key;
    private final Duration lease;
    private final boolean isFenced;

    private LockSpec(String name, String type, String key, Duration lease, boolean isFenced) {
        this.name = name;
        this.type = type;
        this.key = key;
        this.lease = lease;
        this.isFenced = isFenced;
    }

    /**
     * Starts with a literal name and the defaults: the configured default type, the key that follows from the name, a
     * renewed lease.
     *
     * @param name the name, neither null nor blank; taken as it is
     * @return the specification
     * @throws IllegalArgumentException if the name is null or blank
     */
    public static LockSpec of(String name) {
        return new LockSpec(requireText("name", name), "", "", Duration.ZERO, false);
    }

    /**
     * Starts with a name made of parts and the defaults.
     *
     * @param name the name
     * @return the specification
     */
    public static LockSpec of(LockName name) {
        return of(Objects.requireNonNull(name, "name").value());
    }

    /**
     * Sets the provider.
     *
     * @param type the provider's type, such as {@link Guarded#REDIS}, neither null nor blank
     * @return a changed copy
     * @throws IllegalArgumentException if the type is null or blank
     */
    public LockSpec type(String type) {
        return new LockSpec(name, requireText("type", type), key, lease, isFenced);
    }

    /**
     * Sets the store's key apart from the name. Two names with one key share one mutex. The configured prefix is put before
     * it, as before a name.
     *
     * @param key the key, neither null nor blank
     * @return a changed copy
     * @throws IllegalArgumentException if the key is null or blank
     */
    public LockSpec key(String key) {
        return new LockSpec(name, type, requireText("key", key), lease, isFenced);
    }

    /**
     * Sets a fixed lease: a hold ends when it is over, however long the work takes, and is never renewed. Without it a hold
     * is renewed until it is released.
     *
     * @param lease at least 100 milliseconds
     * @return a changed copy
     * @throws IllegalArgumentException if the lease is null or below 100 milliseconds
     */
    public LockSpec lease(Duration lease) {
        if (lease == null || lease.compareTo(Duration.ofMillis(SHORTEST_LEASE_MILLIS)) < 0) {
            throw new IllegalArgumentException("lease of lock \"" + Text.printable(name) + "\" is " + lease
                    + "; a fixed lease is at least " + SHORTEST_LEASE_MILLIS + " ms; leave it out for a renewed one");
        }
        return new LockSpec(name, type, key, lease, isFenced);
    }

    /**
     * Asks for a {@linkplain LockHandle#fencingToken() fencing token} with every acquisition. It costs one command of the
     * store, after the lock is held.
     *
     * @return a changed copy
     */
    public LockSpec fenced() {
        return new LockSpec(name, type, key, lease, true);
    }

    /**
     * Gives the name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Gives the provider's type.
     *
     * @return the type; empty for the configured default
     */
    public Optional<String> type() {
        return type.isEmpty() ? Optional.empty() : Optional.of(type);
    }

    /**
     * Gives the key that was set apart from the name.
     *
     * @return the key, without the prefix; empty if it follows from the name
     */
    public Optional<String> key() {
        return key.isEmpty() ? Optional.empty() : Optional.of(key);
    }

    /**
     * Gives the fixed lease.
     *
     * @return the lease; empty for a renewed one
     */
    public Optional<Duration> lease() {
        return lease.isZero() ? Optional.empty() : Optional.of(lease);
    }

    /**
     * Tells whether every acquisition takes a fencing token.
     *
     * @return true if it does
     */
    public boolean isFenced() {
        return isFenced;
    }

    private static String requireText(String what, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("the " + what + " of a lock is neither null nor blank");
        }
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LockSpec that
                && that.name.equals(name)
                && that.type.equals(type)
                && that.key.equals(key)
                && that.lease.equals(lease)
                && that.isFenced == isFenced;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, type, key, lease, isFenced);
    }

    @Override
    public String toString() {
        return "LockSpec[name=" + Text.printable(name) + ", type=" + (type.isEmpty() ? "default" : type) + ", key="
                + (key.isEmpty() ? "from name" : Text.printable(key)) + ", lease="
                + (lease.isZero() ? "renewed" : lease.toString()) + (isFenced ? ", fenced]" : "]");
    }
}
