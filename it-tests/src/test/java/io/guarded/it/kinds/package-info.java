/** EJBs of the kinds that the other tests do not have. */
package io.guarded.it.kinds;
