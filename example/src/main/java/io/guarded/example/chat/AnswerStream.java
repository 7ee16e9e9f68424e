package io.guarded.example.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;

/** Writes answers as they come, until they end or are stopped. */
@ApplicationScoped
public class AnswerStream {

    @Inject
    Answers answers;

    @Inject
    Running running;

    /**
     * Makes the stream of an answer; the answer is thought of while the stream is written.
     *
     * @param user who asks
     * @param session the session
     * @param question the question
     * @return the stream
     */
    StreamingOutput to(String user, String session, String question) {
        return out -> {
            AtomicBoolean isStopped = running.begin(user, session);
            try {
                Iterator<String> words = answers.to(user, session, question).iterator();
                while (!isStopped.get() && words.hasNext()) {
                    out.write(words.next().getBytes(UTF_8));
                    out.flush();
                }
            } finally {
                running.end(user, session, isStopped);
            }
        };
    }
}
