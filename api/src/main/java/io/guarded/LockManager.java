package io.guarded;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives locks by name. To be injected, or made without CDI by {@code LockManagers.of} of guarded-core. Safe for use by many
 * threads.
 *
 * <p>Names given here are literal: a {@code :} stays a {@code :}. Use {@link LockName#of(String...)} to join parts that
 * users chose.
 *
 * <p>A manager with the threading type excludes the callers of this manager: one application, whatever it consists of. For
 * several applications or nodes use a type that stores its locks outside the JVM.
 *
 * @since 1.0
 */
public interface LockManager {

    /**
     * Gives the lock of a name with the default type; the same instance while anyone refers to it.
     *
     * @param name the name
     * @return the lock
     * @throws IllegalArgumentException if the name is null or blank
     * @throws IllegalStateException if the name is held or waited for with another type, key or lease
     */
    default NamedLock getOrCreate(String name) {
        return getOrCreate(LockSpec.of(name));
    }

    /**
     * Gives the lock of a name with a type; the same instance while anyone refers to it.
     *
     * @param name the name
     * @param type the provider's type
     * @return the lock
     * @throws IllegalArgumentException if the name or type is null or blank, or the type unknown
     * @throws IllegalStateException if the name is held or waited for with another type, key or lease
     */
    default NamedLock getOrCreate(String name, String type) {
        return getOrCreate(LockSpec.of(name).type(type));
    }

    /**
     * Gives the lock of a name made of parts with the default type; the same instance while anyone refers to it.
     *
     * @param name the name
     * @return the lock
     * @throws IllegalStateException if the name is held or waited for with another type, key or lease
     * @throws NullPointerException if the name is null
     */
    default NamedLock getOrCreate(LockName name) {
        return getOrCreate(LockSpec.of(name));
    }

    /**
     * Gives the lock of a name made of parts with a type; the same instance while anyone refers to it.
     *
     * @param name the name
     * @param type the provider's type
     * @return the lock
     * @throws IllegalArgumentException if the type is null or blank, or unknown
     * @throws IllegalStateException if the name is held or waited for with another type, key or lease
     * @throws NullPointerException if the name is null
     */
    default NamedLock getOrCreate(LockName name, String type) {
        return getOrCreate(LockSpec.of(name).type(type));
    }

    /**
     * Gives the lock of a specification; the same instance while anyone refers to it. If the name is known with another
     * type, key or lease but neither held nor waited for, the newest specification wins for that instance too. What else it
     * says (the longest and the least time, the fence) applies from the next acquisition on, in use or not.
     *
     * <p>Give a name another key only while nobody else takes it: whether it is in use is asked first, and a caller that begins
     * to acquire it at that moment still takes it by its former key. Then the name is held by both keys at once. With another
     * type or lease it cannot come to that: the key is the same, and the second caller is refused.
     *
     * @param spec the specification
     * @return the lock
     * @throws IllegalArgumentException if the type is unknown, the message names the known ones; or if the least time is
     *     longer than the fixed lease or the longest hold
     * @throws IllegalStateException if the name is held or waited for with another type, key or lease; the message names
     *     both
     * @throws NullPointerException if the specification is null
     */
    NamedLock getOrCreate(LockSpec spec);

    /**
     * Makes an instance that {@link #find(String)} does not give to others. It excludes every other lock of the same key.
     *
     * @param spec the specification
     * @return a new instance
     * @throws IllegalArgumentException if the type is unknown, the message names the known ones; or if the least time is
     *     longer than the fixed lease or the longest hold
     * @throws NullPointerException if the specification is null
     */
    NamedLock create(LockSpec spec);

    /**
     * Joins locks of the default type to one that is held while all of them are; see {@link #multi(LockSpec...)}.
     *
     * @param names the names
     * @return the joined lock
     * @throws IllegalArgumentException if there is no name, or if one is null or blank
     */
    default NamedLock multi(String... names) {
        return multi(Arrays.stream(names).map(LockSpec::of).toArray(LockSpec[]::new));
    }

    /**
     * Joins locks to one that is held while all of them are. They may be of different types.
     *
     * <p>They are acquired one after the other in the order of their keys, each key once, all or none within one wait time,
     * and given back in reverse. So two callers that take some of the same locks this way never wait for each other in a
     * circle. The joined lock's name consists of the names; its hold is lost with the first one that is lost.
     *
     * @param specs the specifications
     * @return the joined lock
     * @throws IllegalArgumentException if there is no specification, or if a type is unknown
     * @throws IllegalStateException if two with one key differ in type or lease
     * @throws NullPointerException if a specification is null
     */
    NamedLock multi(LockSpec... specs);

    /**
     * Finds a lock that {@link #getOrCreate(LockSpec)} gave and that is still referred to, or that is held or waited for
     * now; the same instance while anyone refers to it.
     *
     * @param name the name
     * @return the lock; empty if nobody uses the name
     * @throws NullPointerException if the name is null
     */
    Optional<NamedLock> find(String name);

    /**
     * Lists the names that {@link #find(String)} finds, each with its type, at one moment.
     *
     * @return name to type, a copy
     */
    Map<String, String> list();

    /**
     * Tells who holds which lock, on this node and on all others that share a store with it, at about one moment. Asked are the
     * store of the default type ({@code guarded.default-type}) and those of which this manager was asked for a lock before, by
     * a guard or by hand; a store that is only on the class path is not.
     *
     * @return one entry for each hold, sorted by name
     * @throws LockUnavailableException if a store failed; it never answers 'nobody' then
     * @throws LockInterruptedException if the thread was interrupted meanwhile; the flag stays set
     */
    List<LockInfo> locks();

    /**
     * Forgets the definition of a name. A hold or wait is not touched, and whoever takes the name next waits for it, unless
     * with another key: nobody knows the key of a forgotten name, so that is no error then. A name whose lock nobody refers to
     * any more is forgotten, too.
     *
     * @param name the name
     * @return true if the name was known
     * @throws NullPointerException if the name is null
     */
    boolean remove(String name);
}
