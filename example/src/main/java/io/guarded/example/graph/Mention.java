package io.guarded.example.graph;

/**
 * Tells how many documents have named an entity.
 *
 * @param entity the entity
 * @param documents how many
 */
public record Mention(String entity, long documents) {}
