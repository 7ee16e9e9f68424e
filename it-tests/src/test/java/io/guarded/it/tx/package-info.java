/** An application that writes rows under a guard, in transactions of all kinds. */
package io.guarded.it.tx;
