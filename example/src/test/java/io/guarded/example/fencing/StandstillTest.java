package io.guarded.example.fencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StandstillTest {

    private final Standstill standstill = new Standstill();

    private Optional<Long> stand(String account, long token) {
        return standstill.alone(() -> {
            standstill.of(account, token);
            return token;
        });
    }

    private CompletableFuture<Optional<Long>> standing(String account, long token) {
        CompletableFuture<Optional<Long>> standing = CompletableFuture.supplyAsync(() -> stand(account, token));
        await().until(() -> standstill.token(account) == token);
        return standing;
    }

    @Test
    void aSecondOneIsRefusedAtOnceOnWhicheverAccount() throws Exception {
        CompletableFuture<Optional<Long>> first = standing("33", 1);

        assertThat(stand("33", 2)).isEmpty();
        assertThat(stand("34", 2)).isEmpty();

        assertThat(standstill.token("33")).isEqualTo(1);
        assertThat(first).isNotDone();
        assertThat(standstill.end("33")).isTrue();
        assertThat(first.get(30, TimeUnit.SECONDS)).contains(1L);
    }

    @Test
    void anotherOneMayWhenTheFirstIsOver() throws Exception {
        CompletableFuture<Optional<Long>> first = standing("33", 1);
        standstill.end("33");
        first.get(30, TimeUnit.SECONDS);

        CompletableFuture<Optional<Long>> second = standing("34", 2);

        standstill.end("34");
        assertThat(second.get(30, TimeUnit.SECONDS)).contains(2L);
    }

    @Test
    void oneThatFailsGivesItsPlaceBack() {
        assertThatThrownBy(() -> standstill.alone(() -> {
                    throw new IllegalStateException("busy");
                }))
                .hasMessage("busy");

        assertThat(standstill.alone(() -> 1)).contains(1);
    }

    @Test
    void nobodyIsWokenOnAnotherAccount() throws Exception {
        CompletableFuture<Optional<Long>> first = standing("33", 1);

        assertThat(standstill.end("34")).isFalse();
        assertThat(standstill.token("34")).isZero();

        assertThat(first).isNotDone();
        standstill.end("33");
        first.get(30, TimeUnit.SECONDS);
    }
}
