/** What both web modules have, to call the EJBs of a third. */
package io.guarded.it.ear.calls;
