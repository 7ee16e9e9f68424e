package io.guarded.it.app;

import io.guarded.example.chat.Answers;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Takes the place of the example's answers: says what the test says, when the test says it. */
@Alternative
@Priority(Interceptor.Priority.APPLICATION)
@ApplicationScoped
public class ScriptedAnswers implements Answers {

    /** Fails. */
    public static final String FAILURE = "(fail)";

    /** Goes on for ever, with {@link #MORE} every 400 ms. */
    public static final String GO_ON = "(go on)";

    /** What is said then. */
    public static final String MORE = "more ";

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(400);

    @Inject
    Script script;

    private String said(String word, AtomicBoolean goesOn) {
        if (word.equals(FAILURE)) {
            throw new IllegalStateException("the test wants this answer to fail");
        }
        goesOn.set(word.equals(GO_ON));
        return goesOn.get() ? more() : word;
    }

    private static String more() {
        LockSupport.parkNanos(PAUSE);
        return MORE;
    }

    @Override
    public Stream<String> to(String user, String session, String question) {
        AtomicBoolean goesOn = new AtomicBoolean();
        return Stream.generate(() -> goesOn.get() ? more() : said(script.next(user, session), goesOn))
                .takeWhile(word -> !word.isEmpty());
    }
}
