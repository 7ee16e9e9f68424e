/** How callers log in to an application whose console is open. */
package io.guarded.it.console;
