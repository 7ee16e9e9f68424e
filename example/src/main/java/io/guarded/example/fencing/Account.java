package io.guarded.example.fencing;

/**
 * Is what is known of an account.
 *
 * @param balance what the row says
 * @param token the token of who wrote it last
 * @param paused the token of a holder that stands still on this node, or zero
 */
public record Account(long balance, long token, long paused) {}
