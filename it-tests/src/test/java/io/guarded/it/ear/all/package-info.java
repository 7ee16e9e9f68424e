/** The web module in which every class is a bean. */
package io.guarded.it.ear.all;
