/** Work that one node does for all. */
@NullMarked
package io.guarded.example.migration;

import org.jspecify.annotations.NullMarked;
