/** An application that wants to know what happens to its locks. */
@org.jspecify.annotations.NullMarked
package io.guarded.it.observed;
