/** A job that a timer starts on each node, and that one of them does. */
@NullMarked
package io.guarded.example.report;

import org.jspecify.annotations.NullMarked;
