/** Where one is. */
@NullMarked
package io.guarded.example.node;

import org.jspecify.annotations.NullMarked;
