/** Starts real Redis servers for tests, also for the tests of other modules. */
@NullMarked
package io.guarded.redis.testing;

import org.jspecify.annotations.NullMarked;
