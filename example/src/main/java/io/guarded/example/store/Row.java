package io.guarded.example.store;

/**
 * Is a row of the example's only table.
 *
 * @param id whose row it is
 * @param amount what is counted there, zero at first
 * @param token the fencing token of who wrote it, zero for those who have none
 */
public record Row(String id, long amount, long token) {}
