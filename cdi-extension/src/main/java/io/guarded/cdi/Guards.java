package io.guarded.cdi;

/**
 * Is the guarded deployment, seen from an interceptor: an interface, so that a passivated one finds it again.
 *
 * <p>It does nothing itself: a container may give the proxy where a bean gives itself, and each call would go through it.
 */
interface Guards {

    /** Gives what runs intercepted calls, which is no bean and can be kept. */
    GuardedCalls calls();
}
