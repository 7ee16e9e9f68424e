package io.guarded.it.app;

import io.guarded.example.chat.Answers;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.stream.Stream;

/** Takes the place of the example's answers: says what the test says, when the test says it. */
@Alternative
@Priority(Interceptor.Priority.APPLICATION)
@ApplicationScoped
public class ScriptedAnswers implements Answers {

    private static final String FAILURE = "(fail)";

    @Inject
    Script script;

    private static void check(String word) {
        if (word.equals(FAILURE)) {
            throw new IllegalStateException("the test wants this answer to fail");
        }
    }

    @Override
    public Stream<String> to(String user, String session, String question) {
        return Stream.generate(() -> script.next(user, session))
                .takeWhile(word -> !word.isEmpty())
                .peek(ScriptedAnswers::check);
    }
}
