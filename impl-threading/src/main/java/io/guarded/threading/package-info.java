/** Keeps locks in this JVM: the default type, which needs no configuration. */
@NullMarked
package io.guarded.threading;

import org.jspecify.annotations.NullMarked;
