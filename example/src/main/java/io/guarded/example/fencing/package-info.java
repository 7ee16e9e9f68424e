/** An account whose row refuses a holder that was overtaken. */
@NullMarked
package io.guarded.example.fencing;

import org.jspecify.annotations.NullMarked;
