/** Shows the example on a real server with a real Redis; what {@code mvn -Pdemo} runs. */
@NullMarked
package io.guarded.example.demo;

import org.jspecify.annotations.NullMarked;
