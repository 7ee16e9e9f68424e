package io.guarded.example.chat;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Answers slowly enough for a person to see that it is a stream. */
@ApplicationScoped
class SlowAnswers implements Answers {

    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    @Override
    public Stream<String> to(String user, String session, String question) {
        String answer = "You asked: " + question + "\nLet me think about that for a while.\n";
        return Stream.of(answer.split("(?<= )")).peek(word -> LockSupport.parkNanos(PAUSE));
    }
}
