package io.guarded.spi;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Stores which hold has which key.
 *
 * <p>A hold is known by its key and a hold id. The manager never uses a hold id twice, neither for two keys nor for two
 * attempts. Two managers may use equal ids, so a store that they share adds something of its own that tells them apart. A
 * provider keeps no other state of a hold.
 *
 * <p>Safe for use by many threads. No method blocks: an answer that takes time completes the future later, on any thread.
 * Every future completes in the end, exceptionally with {@link io.guarded.LockUnavailableException} if the store failed or
 * did not answer within {@link ProviderContext#storeTimeout()} (after the wait, for {@link #acquire}).
 *
 * @since 1.0
 */
public interface LockProvider extends AutoCloseable {

    /**
     * Tells how far the locks of a provider reach.
     *
     * @since 1.0
     */
    enum Scope {
        /** This JVM. A hold needs no lease: it ends with the process at the latest. */
        JVM,
        /** All nodes that share the store. Every hold has a lease and is renewed. */
        CLUSTER
    }

    /**
     * Gives the id by which users choose this provider.
     *
     * @return the type, such as {@link io.guarded.Guarded#THREADING}; never blank
     */
    String type();

    /**
     * Tells how far the locks reach.
     *
     * @return the scope
     */
    Scope scope();

    /**
     * Hands over what the manager offers, once and before any other call but {@link #type()} and {@link #scope()}. Must not
     * contact the store: a store that is away must not stop a deployment.
     *
     * @param context what the manager offers
     * @throws IllegalArgumentException if a configuration value is invalid; the message names the property
     */
    default void start(ProviderContext context) {}

    /**
     * Makes one attempt to give the key to a hold.
     *
     * <p>If the future is cancelled before it completed, the attempt has to end without a hold: one that the store granted
     * all the same is released by the provider.
     *
     * @param key the key
     * @param holdId the hold's id, never used before
     * @param wait how long to wait in the store for the key; zero for one try
     * @param lease how long the store keeps the hold unless it is renewed; null for no end, only with {@link Scope#JVM}
     * @return true if the hold has the key, false if another hold has it
     */
    CompletableFuture<Boolean> acquire(String key, long holdId, Duration wait, @Nullable Duration lease);

    /**
     * Makes one try without a wait, if it can be answered at once: the direct path of a store in this JVM, which an
     * uncontended lock takes.
     *
     * <p>The manager calls it under a monitor of its own. So it neither blocks nor completes futures nor calls back.
     *
     * @param key the key
     * @param holdId the hold's id, never used before
     * @return true if the hold has the key, without a lease; null if that cannot be said at once: then {@link #acquire} is
     *     called
     */
    default @Nullable Boolean acquireNow(String key, long holdId) {
        return null;
    }

    /**
     * Frees the key if the hold still has it, if that can be done at once; under the same conditions as
     * {@link #acquireNow}.
     *
     * @param key the key
     * @param holdId the hold's id
     * @return true if the hold had the key, false if it had lost it; null if that cannot be said or done at once: then
     *     {@link #release} is called
     */
    default @Nullable Boolean releaseNow(String key, long holdId) {
        return null;
    }

    /**
     * Sets the lease of a hold anew, from now on, if it still has the key.
     *
     * @param key the key
     * @param holdId the hold's id
     * @param lease the new lease
     * @return true if the hold has the key and the new lease, false if it has lost the key
     */
    CompletableFuture<Boolean> renew(String key, long holdId, Duration lease);

    /**
     * Frees the key if the hold still has it.
     *
     * @param key the key
     * @param holdId the hold's id
     * @return true if the hold had the key, false if it had lost it
     */
    CompletableFuture<Boolean> release(String key, long holdId);

    /**
     * Tells whether any hold has the key, of this manager or another.
     *
     * @param key the key
     * @return true if some hold has the key
     */
    CompletableFuture<Boolean> isHeld(String key);

    /**
     * Takes fencing tokens for a key. The caller holds the key.
     *
     * @param key the key
     * @param count how many, at least 1
     * @return the first of so many consecutive numbers, each greater than every token that was ever given for the key
     */
    CompletableFuture<Long> tokens(String key, int count);

    /**
     * Gives the id under which {@link #holders(String)} lists a hold of this manager and {@link #forceRelease} takes it.
     *
     * @param holdId the hold's id in this manager
     * @return an id that no other hold in the store has, of any manager. It does not end with {@code ~} and digits: that is
     *     how a manager marks whose turn it is when a hold goes from caller to caller
     */
    String id(long holdId);

    /**
     * Lists the holds in the store, of this manager and of others, at about one moment.
     *
     * @param keyPrefix the beginning of the keys to list; may be empty
     * @return the holds
     */
    CompletableFuture<List<StoreHold>> holders(String keyPrefix);

    /**
     * Frees a key if the hold with the given id has it, compared and freed in one step.
     *
     * @param key the key
     * @param id the hold's id, as {@link #holders(String)} listed it
     * @return true if that hold had the key, false if it did not, so that nobody else's hold is freed by mistake
     */
    CompletableFuture<Boolean> forceRelease(String key, String id);

    /** Ends the provider: frees what it made itself, such as connections. Called once, after all holds were released. */
    @Override
    default void close() {}
}
