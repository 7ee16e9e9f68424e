/**
 * Guards Mutiny's {@code Uni} and {@code Multi} to their end, where Mutiny 2 or later is there. Nothing here is to be called by
 * an application.
 */
@NullMarked
package io.guarded.mutiny;

import org.jspecify.annotations.NullMarked;
