/** Measures what a lock costs; to be read as ratios of one run, never as times. */
@NullMarked
package io.guarded.benchmarks;

import org.jspecify.annotations.NullMarked;
