/** What a WAR has in addition that maps refusals itself, or has them wrapped. */
package io.guarded.it.mapped;
