/** The module of EJBs. */
package io.guarded.it.ear.ejb;
