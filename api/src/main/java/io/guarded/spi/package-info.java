/**
 * What the author of a provider implements.
 *
 * <p>A {@link io.guarded.spi.LockProvider} stores which hold has which key, and nothing else: queues, re-entrancy, renewal
 * and loss are core's. It is found by {@link java.util.ServiceLoader}, as a bean of the application, or is given to
 * {@code LockManagers.of}.
 */
@NullMarked
package io.guarded.spi;

import org.jspecify.annotations.NullMarked;
