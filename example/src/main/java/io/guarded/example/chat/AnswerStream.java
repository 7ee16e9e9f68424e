package io.guarded.example.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;

/** Writes answers as they come, until they end or are stopped, or nobody listens any more. */
@ApplicationScoped
public class AnswerStream {

    /** Takes the words, and tells whether anybody still wants more. */
    private interface Listener {
        boolean hear(String word) throws IOException;
    }

    @Inject
    Answers answers;

    @Inject
    Running running;

    @Resource
    @SuppressWarnings("NullAway.Init") // the server sets it
    ManagedExecutorService executor;

    /**
     * Makes the stream of an answer; the answer is thought of while the stream is written.
     *
     * @param user who asks
     * @param session the session
     * @param question the question
     * @return the stream
     */
    StreamingOutput to(String user, String session, String question) {
        return out -> write(user, session, question, word -> {
            out.write(word.getBytes(UTF_8));
            out.flush();
            out.flush(); // Open Liberty leaves out the first one of each answer
            return true;
        });
    }

    /** Sends the answer as events, on another thread, and closes their stream. */
    void to(String user, String session, String question, SseEventSink events, Sse sse) {
        executor.execute(() -> send(user, session, question, events, sse));
    }

    private void send(String user, String session, String question, SseEventSink events, Sse sse) {
        try (events) {
            write(user, session, question, word -> !events.isClosed() && isSent(events, sse, word));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static boolean isSent(SseEventSink events, Sse sse, String word) {
        return events.send(sse.newEvent(word))
                .handle((sent, failure) -> failure == null)
                .toCompletableFuture()
                .join();
    }

    private void write(String user, String session, String question, Listener listener) throws IOException {
        Writing writing = running.begin(user, session);
        try {
            Iterator<String> words = answers.to(user, session, question).iterator();
            Optional<String> word = writing.next(words);
            while (word.isPresent() && listener.hear(word.get())) {
                word = writing.next(words);
            }
        } finally {
            running.end(user, session, writing);
        }
    }
}
