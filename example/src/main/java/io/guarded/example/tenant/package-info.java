/** Work on the data of a tenant, one run at a time. */
@NullMarked
package io.guarded.example.tenant;

import org.jspecify.annotations.NullMarked;
