/**
 * Puts the guard around methods of CDI beans and EJBs, and makes {@link io.guarded.LockManager} a bean.
 *
 * <p>Nothing here is to be called by an application. {@link io.guarded.cdi.GuardedExtension} is found by the container; at
 * deployment it reads every {@link io.guarded.Guarded}, reports all mistakes in one go (each with an id,
 * {@code GUARD-nnn}), and keeps an immutable table of what is left. The interceptor looks a call up in that table, acquires,
 * runs the body, and leaves the end of the hold to the {@link io.guarded.cdi.Span} of the kind of result that the method
 * returns.
 *
 * <p>An application replaces the manager by a bean of its own with the type {@code LockManager}, and a shipped provider by a
 * bean of the type {@code LockProvider} with the same {@code type()}.
 */
@NullMarked
package io.guarded.cdi;

import org.jspecify.annotations.NullMarked;
