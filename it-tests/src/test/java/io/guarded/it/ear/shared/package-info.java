/** What lies in the library of the EAR, for all of its modules. */
package io.guarded.it.ear.shared;
