package io.guarded.example.chat;

import java.util.stream.Stream;

/** Thinks of answers. */
public interface Answers {

    /**
     * Answers a question of a session, word by word; the next word may take a while.
     *
     * @param user who asks
     * @param session the session in which the question belongs
     * @param question the question
     * @return the words
     */
    Stream<String> to(String user, String session, String question);
}
