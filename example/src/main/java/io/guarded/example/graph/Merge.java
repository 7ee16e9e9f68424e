package io.guarded.example.graph;

import java.util.List;

/**
 * Tells what became of a document.
 *
 * @param waitedMillis how long others had one of its entities
 * @param mentions its entities after it
 */
public record Merge(long waitedMillis, List<Mention> mentions) {}
