package io.guarded.core;

import io.guarded.LockException;
import io.guarded.LockUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Asks the stores in use whether they answer: all at once, so that several that are silent cost one time-out. */
final class Condition {

    /** Nobody is meant to have it; whether it is held makes no difference. */
    private static final String PROBE = "guarded:condition";

    private record Question(String type, CompletableFuture<Boolean> answer) {}

    private final Stores stores;
    private final Duration patience;

    Condition(Stores stores, Duration patience) {
        this.stores = stores;
        this.patience = patience;
    }

    Map<String, Optional<String>> ofAll() {
        List<Question> questions = new ArrayList<>();
        for (Store store : stores.used()) {
            questions.add(new Question(store.type(), store.isHeld(stores.keyPrefix() + PROBE)));
        }
        Budget budget = new Budget(WaitTime.saturated(patience));
        Map<String, Optional<String>> condition = new TreeMap<>();
        questions.forEach(question -> condition.put(question.type(), problem(question, budget)));
        return condition;
    }

    private static Optional<String> problem(Question question, Budget budget) {
        try {
            Answers.get(question.answer(), Duration.ofNanos(budget.remaining()), PROBE);
            return Optional.empty();
        } catch (LockUnavailableException failure) {
            return Optional.of(failure.reason());
        } catch (LockException interrupt) {
            return Optional.of("the thread that asked was interrupted");
        }
    }
}
