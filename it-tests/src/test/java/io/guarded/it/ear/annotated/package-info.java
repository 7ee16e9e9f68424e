/** The web module in which annotations make beans. */
package io.guarded.it.ear.annotated;
