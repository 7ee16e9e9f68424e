/** What Arquillian's adapter starts GlassFish 8 with. */
@org.jspecify.annotations.NullMarked
package io.guarded.it.glassfish;
