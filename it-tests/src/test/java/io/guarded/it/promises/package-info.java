/** Whether docs/promises.md may say what it says after this build. */
package io.guarded.it.promises;
