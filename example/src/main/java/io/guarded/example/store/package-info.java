/** A few rows of a database, for what all nodes share. */
@NullMarked
package io.guarded.example.store;

import org.jspecify.annotations.NullMarked;
