package io.guarded.cdi.reentrancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.LockBusyException;
import io.guarded.LockHandle;
import io.guarded.LockManager;
import io.guarded.cdi.Containers;
import io.guarded.cdi.Stores;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A guarded call inside of one of the same key is let in at once, and the store hears nothing of it. */
class ReentrancyTest {

    private final CountingStore store = new CountingStore();
    private WeldContainer container;
    private Account account;
    private Book book;
    private LockManager manager;

    @BeforeEach
    void deploy() {
        Stores.use(store);
        container = Containers.start(Account.class, Book.class, Stores.class);
        account = container.select(Account.class).get();
        book = container.select(Book.class).get();
        manager = container.select(LockManager.class).get();
    }

    @AfterEach
    void undeploy() {
        container.close();
    }

    /** What another thread gets to hear that asks now. */
    private Throwable refusalElsewhere() {
        return CompletableFuture.supplyAsync(() -> called(() -> account.change("1", () -> "let in")))
                .handle((result, failure) -> failure)
                .join();
    }

    private static <T> T called(Callable<T> call) {
        try {
            return call.call();
        } catch (Exception failure) {
            throw new CompletionException(failure);
        }
    }

    private void assertOneHold() {
        String key = store.questions().get(0).replace("acquire ", "");
        assertThat(store.questions()).containsExactly("acquire " + key, "release " + key);
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void callsOfOneKeyAskTheStoreOnceHoweverTheyAreNested() throws Exception {
        String inside = account.change(
                "1",
                () -> account.changeSometime(
                        "1",
                        () -> account.changeSoon(
                                "1",
                                () -> account.change("1", () -> {
                                    assertThat(store.questions()).hasSize(1);
                                    return "inside";
                                }))));

        assertThat(inside).isEqualTo("inside");
        assertOneHold();
    }

    @Test
    void anotherBeanReentersByTheSameName() throws Exception {
        assertThat(account.change("1", () -> book.note(() -> account.change("1", () -> "inside"), 1)))
                .isEqualTo("inside");

        assertOneHold();
    }

    @Test
    void calledByHandInsideOfAGuardItReentersToo() throws Exception {
        account.change("1", () -> {
            try (LockHandle handle = manager.getOrCreate("account:1").acquire()) {
                handle.ensureHeld();
            }
            return null;
        });

        assertOneHold();
    }

    @Test
    void aGuardReentersWhatIsHeldByHand() throws Exception {
        try (LockHandle handle = manager.getOrCreate("account:1").acquire()) {
            assertThat(account.change("1", () -> "inside")).isEqualTo("inside");
            assertThat(store.questions()).hasSize(1);
            handle.ensureHeld();
        }

        assertOneHold();
    }

    @Test
    void aHundredLevelsAreOneHold() throws Exception {
        assertThat(deep(100)).isEqualTo("bottom");

        assertOneHold();
    }

    private String deep(int levels) throws Exception {
        return account.change("1", () -> levels == 0 ? "bottom" : deep(levels - 1));
    }

    @Test
    void theLockIsFreeWhenTheOutermostCallHasEndedAndNotBefore() throws Exception {
        account.change("1", () -> {
            account.change("1", () -> "inside");
            assertThat(refusalElsewhere()).cause().isInstanceOf(LockBusyException.class);
            return null;
        });

        assertThat(refusalElsewhere()).isNull();
    }

    @Test
    void aCallInsideThatFailsLeavesTheLockToTheOuterOne() throws Exception {
        account.change("1", () -> {
            assertThatThrownBy(() -> account.change("1", () -> {
                        throw new IllegalStateException("own");
                    }))
                    .hasMessage("own");
            assertThat(store.isEmpty()).isFalse();
            assertThat(refusalElsewhere()).cause().isInstanceOf(LockBusyException.class);
            return account.change("1", () -> "again");
        });

        assertThat(store.questions())
                .filteredOn(question -> question.startsWith("release"))
                .hasSize(1);
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void aThreadThatTheHolderStartsDoesNotReenter() throws Exception {
        Throwable refusal = account.change("1", this::refusalElsewhere);

        assertThat(refusal).cause().isInstanceOf(LockBusyException.class);
    }

    @Test
    void anotherKeyOfTheSameMethodIsAnotherLock() throws Exception {
        account.change("1", () -> account.change("2", () -> "inside both"));

        List<String> questions = store.questions();
        assertThat(questions).hasSize(4).doesNotHaveDuplicates();
        assertThat(questions.get(2)).isEqualTo(questions.get(1).replace("acquire", "release"));
        assertThat(questions.get(3)).isEqualTo(questions.get(0).replace("acquire", "release"));
    }
}
