/** Writes what was run on which server into the documentation. */
@org.jspecify.annotations.NullMarked
package io.guarded.it.table;
