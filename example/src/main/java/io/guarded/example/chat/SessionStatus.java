package io.guarded.example.chat;

/**
 * Tells whether a session is busy, on any node.
 *
 * @param user who the session belongs to
 * @param session the session
 * @param busy true while an answer is being written
 */
public record SessionStatus(String user, String session, boolean busy) {}
