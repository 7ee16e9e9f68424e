/** The console's page in a real browser: what it shows and does, whatever the server answers. */
package io.guarded.it.page;
