package io.guarded.cdi.reentrancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.LockBusyException;
import io.guarded.LockManager;
import io.guarded.cdi.Containers;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two threads that nest two guards in opposite order do not wait for each other for ever. */
class OppositeOrderTest {

    private final CyclicBarrier both = new CyclicBarrier(2);
    private WeldContainer container;
    private Account account;

    @BeforeEach
    void deploy() {
        container = Containers.start(Account.class);
        account = container.select(Account.class).get();
    }

    @AfterEach
    void undeploy() {
        container.close();
    }

    private static <T> FutureTask<T> start(Callable<T> task) {
        FutureTask<T> future = new FutureTask<>(task);
        new Thread(future).start();
        return future;
    }

    private <T> T bothHold(Callable<T> next) throws Exception {
        both.await(30, TimeUnit.SECONDS);
        return next.call();
    }

    /** Gives up neither hold before both were refused. */
    private LockBusyException refusal(String first, String second) throws Exception {
        return account.changeSoon(
                first,
                () -> bothHold(() -> {
                    try {
                        account.changeSoon(second, () -> "let in");
                        throw new AssertionError("both hold " + second);
                    } catch (LockBusyException busy) {
                        both.await(30, TimeUnit.SECONDS);
                        return busy;
                    }
                }));
    }

    @Test
    void limitedWaitsEndAsBusyAtTheirTimeOutAndNothingStays() throws Exception {
        FutureTask<LockBusyException> other = start(() -> refusal("b", "a"));

        assertRefused(refusal("a", "b"), "account:b");
        assertRefused(other.get(30, TimeUnit.SECONDS), "account:a");

        assertThat(container.select(LockManager.class).get().locks()).isEmpty();
        assertThat(account.change("a", () -> account.change("b", () -> "free again")))
                .isEqualTo("free again");
    }

    private static void assertRefused(LockBusyException refusal, String name) {
        assertThat(refusal.lockName()).isEqualTo(name);
        assertThat(refusal.waited()).isGreaterThanOrEqualTo(Duration.ofMillis(Account.SHORT_MILLIS));
    }

    @Test
    void theOneWhoGivesUpLetsTheOtherIn() throws Exception {
        FutureTask<String> patient =
                start(() -> account.change("b", () -> bothHold(() -> account.changeSometime("a", () -> "let in"))));

        assertThatThrownBy(() -> account.change("a", () -> bothHold(() -> account.changeSoon("b", () -> "let in"))))
                .isInstanceOf(LockBusyException.class);

        assertThat(patient.get(30, TimeUnit.SECONDS)).isEqualTo("let in");
    }

    @Test
    void unlimitedWaitsForEachOtherAreRefusedToOneAndTheOtherGoesOn() throws Exception {
        FutureTask<String> one = start(() -> sometime("a", "b"));
        FutureTask<String> other = start(() -> sometime("b", "a"));

        assertThat(new String[] {one.get(60, TimeUnit.SECONDS), other.get(60, TimeUnit.SECONDS)})
                .containsExactlyInAnyOrder("let in", "refused");
    }

    private String sometime(String first, String second) throws Exception {
        try {
            return account.change(first, () -> bothHold(() -> account.changeSometime(second, () -> "let in")));
        } catch (LockBusyException circle) {
            assertThat(circle).hasMessageContaining("would never come free");
            return "refused";
        }
    }
}
