package io.guarded.example.chat;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Answers slowly enough for a person to see that it is a stream, but often enough to notice soon that nobody listens. */
@ApplicationScoped
class SlowAnswers implements Answers {

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(400);

    @Override
    public Stream<String> to(String user, String session, String question) {
        String answer = "You asked: " + question + "\nLet me think about that for a while. It is a good question, and"
                + " a good answer takes its time, so please do not ask another one in this session before I am done.\n";
        return Stream.of(answer.split("(?<= )")).peek(word -> LockSupport.parkNanos(PAUSE));
    }
}
