/** An application that is undeployed while its locks are held and waited for. */
package io.guarded.it.redeploy;
