/** An application that uses Guarded, to be read and copied. */
@NullMarked
package io.guarded.example;

import org.jspecify.annotations.NullMarked;
