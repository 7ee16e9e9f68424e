/** An EJB that is called by messages. */
package io.guarded.it.jms;
