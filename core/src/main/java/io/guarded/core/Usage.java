package io.guarded.core;

/**
 * Says how much the locks of one guard are used in this JVM, at the moment of asking.
 *
 * @param guard the guard's name, which is its template; empty for all locks by hand
 * @param type the type of the provider
 * @param held how many of its locks are held
 * @param waiting how many callers wait for them
 * @since 1.0
 */
public record Usage(String guard, String type, int held, int waiting) {}
