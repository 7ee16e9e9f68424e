/** A knowledge graph into which documents are merged: several locks at once. */
@NullMarked
package io.guarded.example.graph;

import org.jspecify.annotations.NullMarked;
