/** The protocol as a model, of which every run is tried. */
package io.guarded.it.model;
