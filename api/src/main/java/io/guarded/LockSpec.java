package io.guarded;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    private final Duration maxHold;
    private final Duration atLeast;
    private final boolean isFenced;
    private final @Nullable Guarded guard;

    private LockSpec(
            String name,
            String type,
            String key,
            Duration lease,
            Duration maxHold,
            Duration atLeast,
            boolean isFenced,
            @Nullable Guarded guard) {
        this.name = name;
        this.type = type;
        this.key = key;
        this.lease = lease;
        this.maxHold = maxHold;
        this.atLeast = atLeast;
        this.isFenced = isFenced;
        this.guard = guard;
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
        return new LockSpec(
                requireText("name", name), "", "", Duration.ZERO, Duration.ZERO, Duration.ZERO, false, null);
    }

    /**
     * Starts with a name made of parts and the defaults.
     *
     * @param name the name
     * @return the specification
     * @throws NullPointerException if the name is null
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
        return new LockSpec(name, requireText("type", type), key, lease, maxHold, atLeast, isFenced, guard);
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
        return new LockSpec(name, type, requireText("key", key), lease, maxHold, atLeast, isFenced, guard);
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
        return new LockSpec(name, type, key, lease, maxHold, atLeast, isFenced, guard);
    }

    /**
     * Sets the longest time that a hold may last from its acquisition on, renewed or not; then it is lost. Without it the
     * configuration's {@code guarded.max-hold} applies to renewed holds, and a fixed lease has no other end than its own.
     *
     * @param maxHold longer than zero
     * @return a changed copy
     * @throws IllegalArgumentException if the time is null, zero or negative
     */
    public LockSpec maxHold(Duration maxHold) {
        return new LockSpec(name, type, key, lease, requirePositive("maxHold", maxHold), atLeast, isFenced, guard);
    }

    /**
     * Keeps the key for a while even if the work is quicker: an early release leaves it in the store until this time has
     * passed since the acquisition, also when the application ends. For jobs that several nodes start at about one moment
     * (ShedLock's {@code lockAtLeastFor}).
     *
     * @param atLeast longer than zero, and not longer than a fixed lease
     * @return a changed copy
     * @throws IllegalArgumentException if the time is null, zero or negative
     */
    public LockSpec atLeast(Duration atLeast) {
        return new LockSpec(name, type, key, lease, maxHold, requirePositive("atLeast", atLeast), isFenced, guard);
    }

    /**
     * Asks for a {@linkplain LockHandle#fencingToken() fencing token} with every acquisition. It costs one command of the
     * store, after the lock is held.
     *
     * @return a changed copy
     */
    public LockSpec fenced() {
        return new LockSpec(name, type, key, lease, maxHold, atLeast, true, guard);
    }

    /**
     * Says for which guard the lock is taken, for whoever puts a guard around work. It changes nothing about the lock;
     * {@linkplain LockListener listeners} are told, so that they need not show the name.
     *
     * @param guard the guard as it applies, its name the template
     * @return a changed copy
     * @throws NullPointerException if the guard is null
     */
    public LockSpec guardedBy(Guarded guard) {
        return new LockSpec(name, type, key, lease, maxHold, atLeast, isFenced, Objects.requireNonNull(guard, "guard"));
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
     * Gives the longest time of a hold.
     *
     * @return the time; empty for the configured one
     */
    public Optional<Duration> maxHold() {
        return maxHold.isZero() ? Optional.empty() : Optional.of(maxHold);
    }

    /**
     * Gives the time for which the key is kept even if the work is quicker.
     *
     * @return the time; empty if a release frees the key at once
     */
    public Optional<Duration> atLeast() {
        return atLeast.isZero() ? Optional.empty() : Optional.of(atLeast);
    }

    /**
     * Tells whether every acquisition takes a fencing token.
     *
     * @return true if it does
     */
    public boolean isFenced() {
        return isFenced;
    }

    /**
     * Gives the guard for which the lock is taken.
     *
     * @return the guard; empty for a lock by hand
     */
    public Optional<Guarded> guard() {
        return Optional.ofNullable(guard);
    }

    private Duration requirePositive(String what, Duration time) {
        if (time == null || time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException(what + " of lock \"" + Text.printable(name) + "\" is " + time
                    + "; it is longer than zero; leave it out for the default");
        }
        return time;
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
                && that.maxHold.equals(maxHold)
                && that.atLeast.equals(atLeast)
                && that.isFenced == isFenced
                && Objects.equals(that.guard, guard);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, type, key, lease, maxHold, atLeast, isFenced, guard);
    }

    @Override
    public String toString() {
        return "LockSpec[name=" + Text.printable(name) + ", type=" + (type.isEmpty() ? "default" : type) + ", key="
                + (key.isEmpty() ? "from name" : Text.printable(key)) + ", lease="
                + (lease.isZero() ? "renewed" : lease.toString())
                + (maxHold.isZero() ? "" : ", max hold=" + maxHold)
                + (atLeast.isZero() ? "" : ", at least=" + atLeast) + (isFenced ? ", fenced]" : "]");
    }
}
