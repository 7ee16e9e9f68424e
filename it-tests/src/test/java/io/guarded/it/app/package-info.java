/** What the tests add to the example on the server: guarded methods of each kind, and endpoints that steer them. */
package io.guarded.it.app;
