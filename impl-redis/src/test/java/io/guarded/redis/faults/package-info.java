/** Shows what happens to locks when Redis, the network or a node fails. */
@NullMarked
package io.guarded.redis.faults;

import org.jspecify.annotations.NullMarked;
