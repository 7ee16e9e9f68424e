package io.guarded.example.fencing;

/**
 * Tells what became of a booking.
 *
 * @param token the token of who booked
 * @param balance what the row had to become
 * @param accepted false if somebody with a higher token had written the row
 */
public record Booking(long token, long balance, boolean accepted) {}
