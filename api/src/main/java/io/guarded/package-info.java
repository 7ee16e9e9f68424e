/**
 * Locks with a name, by one annotation or by hand.
 *
 * <p>{@link io.guarded.Guarded} on a method of a CDI bean or EJB makes the method run in one place at a time.
 * {@link io.guarded.LockManager} gives the same locks by hand. Both speak of a <em>name</em> (what you wrote) that becomes
 * a <em>key</em> (what the store sees), and of a <em>type</em>: the id of the
 * {@link io.guarded.spi.LockProvider provider} that stores the lock.
 *
 * <p>Words. <em>Acquire</em> waits and throws on failure; <em>try to acquire</em> is one try with an empty answer on
 * failure; <em>close</em> gives back. <em>Wait time</em> is how long a caller waits; a <em>lease</em> is how long a hold
 * lives unless it is renewed. A <em>handle</em> stands for one acquisition and belongs to it, not to a thread.
 *
 * <p>Four things that go wrong are four exceptions, all under {@link io.guarded.LockException}:
 * {@linkplain io.guarded.LockBusyException busy}, {@linkplain io.guarded.LockUnavailableException unavailable},
 * {@linkplain io.guarded.LockInterruptedException interrupted} and {@linkplain io.guarded.LockLostException lost}.
 */
@NullMarked
package io.guarded;

import org.jspecify.annotations.NullMarked;
