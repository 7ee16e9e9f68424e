package io.guarded.core;

import io.guarded.spi.LockProvider;
import io.guarded.spi.StoreHold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Is a store of a cluster that does what a test tells it: what cannot be made to happen otherwise, such as an answer that
 * never comes or comes after it was cancelled. Leases do not run out by themselves here.
 */
final class ScriptedStore implements LockProvider {

    enum Mood {
        WELL,
        /** Answers nothing; the questions can be answered later by hand. */
        SILENT,
        BROKEN,
        THROWING,
        LACKING_A_CLASS,
        WITHOUT_ANSWER
    }

    final ConcurrentHashMap<String, Long> holders = new ConcurrentHashMap<>();
    final List<Question> asked = new CopyOnWriteArrayList<>();
    final AtomicInteger renewals = new AtomicInteger();
    final List<String> released = new CopyOnWriteArrayList<>();
    final List<String> renewed = new CopyOnWriteArrayList<>();
    volatile Duration lastLease = Duration.ZERO;
    final AtomicInteger releases = new AtomicInteger();
    volatile Mood acquiring = Mood.WELL;
    volatile Mood listing = Mood.WELL;
    volatile boolean isListedTwice;
    final List<Integer> tokensAsked = new CopyOnWriteArrayList<>();
    private final AtomicLong nextToken = new AtomicLong(100);
    volatile Mood numbering = Mood.WELL;
    volatile Mood renewing = Mood.WELL;
    volatile Mood releasing = Mood.WELL;
    volatile boolean isDeafToCancel;

    /** What was not answered while the store was silent, apart from acquisitions. */
    final List<CompletableFuture<?>> unanswered = new CopyOnWriteArrayList<>();

    /** What happens elsewhere while a renewal is under way. */
    volatile Runnable meanwhile = () -> {};

    /** Is an acquire without an answer yet. */
    final class Question extends CompletableFuture<Boolean> {
        final long sentAt = System.nanoTime();
        final String key;
        final long holdId;
        final Duration wait;

        Question(String key, long holdId, Duration wait) {
            this.key = key;
            this.holdId = holdId;
            this.wait = wait;
        }

        /** A yes can cross a cancellation on its way. */
        @Override
        public boolean cancel(boolean mayInterrupt) {
            return !isDeafToCancel && super.cancel(mayInterrupt);
        }

        void yes() {
            holders.put(key, holdId);
            complete(true);
        }
    }

    @Override
    public String type() {
        return "scripted";
    }

    @Override
    public Scope scope() {
        return Scope.CLUSTER;
    }

    @Override
    public CompletableFuture<Boolean> acquire(String key, long holdId, Duration wait, @Nullable Duration lease) {
        Question question = new Question(key, holdId, wait);
        asked.add(question);
        if (acquiring == Mood.BROKEN) {
            question.completeExceptionally(new IllegalStateException("broken"));
        } else if (acquiring == Mood.THROWING) {
            throw new IllegalStateException("thrown");
        } else if (acquiring == Mood.LACKING_A_CLASS) {
            throw new NoClassDefFoundError("org/example/Absent");
        } else if (acquiring == Mood.WITHOUT_ANSWER) {
            return null;
        } else if (acquiring == Mood.WELL) {
            question.complete(holders.putIfAbsent(key, holdId) == null);
        }
        return question;
    }

    @Override
    public CompletableFuture<Boolean> renew(String key, long holdId, Duration lease) {
        renewals.incrementAndGet();
        lastLease = lease;
        renewed.add(key);
        boolean isMine = holders.getOrDefault(key, 0L) == holdId;
        meanwhile.run();
        return answer(renewing, isMine);
    }

    @Override
    public CompletableFuture<Boolean> release(String key, long holdId) {
        releases.incrementAndGet();
        released.add(key);
        return answer(releasing, releasing == Mood.WELL && holders.remove(key, holdId));
    }

    @Override
    public CompletableFuture<Boolean> isHeld(String key) {
        return answer(acquiring, holders.containsKey(key));
    }

    @Override
    public CompletableFuture<Long> tokens(String key, int count) {
        tokensAsked.add(count);
        return answer(numbering, nextToken.getAndAdd(count));
    }

    @Override
    public String id(long holdId) {
        return "node-1:" + holdId;
    }

    @Override
    public CompletableFuture<List<StoreHold>> holders(String keyPrefix) {
        List<StoreHold> list = new ArrayList<>();
        for (int i = 0; i < (isListedTwice ? 2 : 1); i++) {
            holders.forEach((key, holdId) -> {
                if (key.startsWith(keyPrefix)) {
                    list.add(new StoreHold(key, id(holdId), "node-1", Duration.ofSeconds(1)));
                }
            });
        }
        return answer(listing == Mood.WELL ? acquiring : listing, list);
    }

    @Override
    public CompletableFuture<Boolean> forceRelease(String key, String id) {
        return answer(
                acquiring, holders.containsKey(key) && id(holders.get(key)).equals(id) && holders.remove(key) != null);
    }

    private <T> CompletableFuture<T> answer(Mood mood, T value) {
        return switch (mood) {
            case WELL -> CompletableFuture.completedFuture(value);
            case SILENT -> silence();
            case BROKEN, THROWING, LACKING_A_CLASS, WITHOUT_ANSWER ->
                CompletableFuture.failedFuture(new IllegalStateException("broken"));
        };
    }

    private <T> CompletableFuture<T> silence() {
        CompletableFuture<T> answer = new CompletableFuture<>();
        unanswered.add(answer);
        return answer;
    }

    void failLater() {
        unanswered.forEach(answer -> answer.completeExceptionally(new IllegalStateException("failed later")));
    }

    Question lastAsked() {
        return asked.get(asked.size() - 1);
    }
}
