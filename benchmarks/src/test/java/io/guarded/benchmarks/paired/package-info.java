/**
 * Compares a lock with its peers in rounds: in each, everyone has one turn, one after the other. What counts is the ratio of
 * two turns of one round, which a busy machine has slowed down alike.
 */
package io.guarded.benchmarks.paired;
