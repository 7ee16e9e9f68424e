/** Beans with which no deployment may succeed. */
package io.guarded.it.wrong;
