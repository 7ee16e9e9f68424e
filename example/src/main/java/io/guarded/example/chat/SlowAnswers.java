package io.guarded.example.chat;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Answers slowly enough for a person to see that it is a stream, but often enough to notice soon that nobody listens. */
@ApplicationScoped
public class SlowAnswers implements Answers {

    private static final Duration PAUSE = Duration.ofMillis(400);

    @Override
    public Stream<String> to(String user, String session, String question) {
        return Stream.of(words(question)).peek(word -> LockSupport.parkNanos(PAUSE.toNanos()));
    }

    /**
     * Tells how long an answer takes at least.
     *
     * @param question the question
     * @return the time from its beginning to its last word
     */
    public static Duration lasting(String question) {
        return PAUSE.multipliedBy(words(question).length);
    }

    private static String[] words(String question) {
        String answer = "You asked: " + question + "\nLet me think about that for a while. It is a good question, and"
                + " a good answer takes its time, so please do not ask another one in this session before I am done.\n";
        return answer.split("(?<= )");
    }
}
