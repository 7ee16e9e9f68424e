package io.guarded.it.faults;

import java.util.List;
import java.util.stream.Stream;

/** Mistakes that a lock's author could make, each as a change of the shipped code. The histories have to find every one, as what it is. */
enum Bug {
    RELEASE_WITHOUT_OWNER_CHECK(
            "two holders",
            new Change(
                    "impl-redis/src/main/java/io/guarded/redis/Hold.java",
                    "client.getLock(key).unlockAsync(id)",
                    "client.getLock(key).forceUnlockAsync().thenAccept(freed -> {})")),

    NO_DEADLINE(
            "held after its lease was over",
            new Change(
                    "core/src/main/java/io/guarded/core/Tenure.java",
                    "return isEnded || (hasEnd() && now - deadline >= 0);",
                    "return isEnded;")),

    RENEWAL_THAT_IGNORES_THE_ANSWER(
            "two holders",
            new Change(
                    "core/src/main/java/io/guarded/core/Watch.java",
                    "} else if (Boolean.TRUE.equals(isMine)) {",
                    "} else if (isMine != null) {")),

    TOKEN_OF_A_LOCAL_CLOCK(
            "token not above",
            new Change(
                    "impl-redis/src/main/java/io/guarded/redis/FencingTokens.java",
                    "return takeFrom(client, counter(key), count);",
                    "return java.util.concurrent.CompletableFuture.completedFuture("
                            + "System.currentTimeMillis() - 1_000 * ProcessHandle.current().pid());")),

    HAND_OFF_WITHOUT_LEASE_CHECK(
            "of its lease left",
            new Change(
                    "core/src/main/java/io/guarded/core/Tenure.java",
                    "return isEnded || (hasEnd() && remaining(now) < leaseNanos / 4);",
                    "return isEnded;"),
            new Change(
                    "core/src/main/java/io/guarded/core/Tenure.java",
                    "return !isEnded && (!hasEnd() || remaining(now) >= leaseNanos / 2);",
                    "return !isEnded;")),

    HAND_OFF_AFTER_LOSS(
            "two holders",
            new Change("core/src/main/java/io/guarded/core/Watch.java", "        tenure.end();\n", ""),
            new Change(
                    "core/src/main/java/io/guarded/core/GateState.java",
                    "            giveBack(grant.tenure, step);\n        } else {\n            tryStore(step);",
                    "            giveBack(grant.tenure, step);\n        } else {\n            pass(grant.tenure, step);")),

    SWALLOWED_INTERRUPT(
            "SWALLOWED",
            new Change(
                    "core/src/main/java/io/guarded/core/Gates.java",
                    "        if (Thread.currentThread().isInterrupted()) {\n            if (gate.gaveUp(waiter)) {",
                    "        if (Thread.interrupted() && now == 0) {\n            if (gate.gaveUp(waiter)) {")),

    CANCEL_WITHOUT_COMPENSATION(
            "left in Redis",
            new Change(
                    "impl-redis/src/main/java/io/guarded/redis/Attempt.java",
                    "if (failure != null) {\n                retraction.run();",
                    "if (failure != null && hold == null) {\n                retraction.run();"),
            new Change(
                    "impl-redis/src/main/java/io/guarded/redis/Attempt.java",
                    "if (isInDoubt) {\n            retraction.run();",
                    "if (isInDoubt && hold == null) {\n            retraction.run();")),

    ONE_OWNER_FOR_ALL_ATTEMPTS(
            "two holders",
            new Change(
                    "core/src/main/java/io/guarded/core/Rules.java",
                    "return holdIds.incrementAndGet() | Long.MIN_VALUE;",
                    "return Long.MIN_VALUE + 1;")),

    TOKENS_OF_A_BLOCK_BACKWARDS(
            "token not above",
            new Change(
                    "core/src/main/java/io/guarded/core/Tenure.java",
                    "return nextToken++;",
                    "return nextToken + tokensLeft;")),

    BUSY_FOR_UNAVAILABLE(
            "busy, though nobody could know",
            new Change(
                    "impl-redis/src/main/java/io/guarded/redis/RedisStore.java",
                    "            new Attempt(client, hold, answer, retraction, waitEnded).begin(wait, lease);\n        });\n        return answer;",
                    "            new Attempt(client, hold, answer, retraction, waitEnded).begin(wait, lease);\n        });\n"
                            + "        return answer.exceptionally(failure -> false);"));

    /**
     * One place of the code.
     *
     * @param file from the project's root
     * @param right what stands there once
     * @param wrong what is to stand there
     */
    record Change(String file, String right, String wrong) {}

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of strings
    private final List<Change> changes;

    /** What a violation must say for this mistake to be the one that was found. */
    final String words;

    Bug(String words, Change... changes) {
        this.words = words;
        this.changes = List.of(changes);
    }

    /** All the places as they are. */
    static List<Change> none() {
        return Stream.of(values())
                .flatMap(bug -> bug.changes.stream())
                .map(change -> new Change(change.file, change.right, change.right))
                .toList();
    }

    List<Change> changes() {
        return changes;
    }
}
