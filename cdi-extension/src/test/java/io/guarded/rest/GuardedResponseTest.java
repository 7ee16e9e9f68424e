package io.guarded.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.LockLostException;
import io.guarded.cdi.Surroundings;
import io.guarded.core.Hold;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.TimeoutHandler;
import jakarta.ws.rs.core.StreamingOutput;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** In which order the lock is given back and the client answered, whichever way the answer comes. */
@SuppressWarnings("JavaUtilDate") // what Jakarta REST takes
final class GuardedResponseTest {

    /** What has happened, in its order. */
    private final List<String> seen = new ArrayList<>();

    private final CompletableFuture<Void> release = new CompletableFuture<>();
    private boolean isSuspended = true;
    private boolean isCancelled;
    private @Nullable TimeoutHandler late;

    private final GuardedResponse response = new GuardedResponse(
            proxy(AsyncResponse.class, this::server),
            proxy(Hold.class, this::hold),
            proxy(Surroundings.class, this::around));

    private static <T> T proxy(Class<T> type, InvocationHandler behaviour) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, behaviour));
    }

    private @Nullable Object server(Object self, java.lang.reflect.Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "isSuspended" -> isSuspended;
            case "isCancelled" -> isCancelled;
            case "isDone" -> !isSuspended;
            case "setTimeoutHandler" -> {
                late = (TimeoutHandler) Objects.requireNonNull(arguments)[0];
                yield null;
            }
            case "register" ->
                method.getReturnType() == Map.class ? Map.of(String.class, List.of()) : List.of(String.class);
            default -> {
                seen.add(method.getName() + (arguments == null ? "" : " " + Arrays.toString(arguments)));
                isSuspended = false;
                yield true;
            }
        };
    }

    private @Nullable Object hold(Object self, java.lang.reflect.Method method, Object @Nullable [] arguments) {
        seen.add(method.getName());
        return method.getName().equals("release") ? release : null;
    }

    private Object around(Object self, java.lang.reflect.Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "executor" -> ForkJoinPool.commonPool();
            case "streamStart" -> Duration.ofHours(1);
            default -> new CompletableFuture<Boolean>();
        };
    }

    private LockLostException loseLock() {
        LockLostException lost = new LockLostException("n", "in a test");
        release.completeExceptionally(lost);
        return lost;
    }

    @Test
    void anAnswerComesAfterTheRelease() {
        release.complete(null);

        assertThat(response.isSuspended()).isTrue();
        assertThat(response.resume("answer")).isTrue();

        assertThat(seen).containsExactly("release", "resume [answer]");
        assertThat(response.isSuspended()).isFalse();
        assertThat(response.isDone()).isTrue();
    }

    @Test
    void aLossTakesThePlaceOfTheAnswer() {
        LockLostException lost = loseLock();

        assertThat(response.resume("answer")).isTrue();

        assertThat(seen).containsExactly("release", "resume [" + lost + "]");
    }

    @Test
    void aFailureStaysTheAnswerAndCarriesTheLoss() {
        loseLock();
        IllegalStateException own = new IllegalStateException("own");

        assertThat(response.resume(own)).isTrue();

        assertThat(seen).containsExactly("release", "resume [" + own + "]");
        assertThat(own.getSuppressed()).hasOnlyElementsOfType(LockLostException.class);
    }

    @Test
    void onlyTheFirstAnswerCounts() {
        release.complete(null);
        response.resume("answer");
        seen.clear();

        assertThat(response.resume("second")).isFalse();
        assertThat(response.resume(new IllegalStateException("third"))).isFalse();
        assertThat(response.cancel()).isFalse();

        assertThat(seen).isEmpty();
    }

    @Test
    void anAnswerThatIsNotReleasedYetIsNobodysSecond() {
        assertThat(response.resume("answer")).isTrue();
        assertThat(response.isSuspended()).isFalse();
        assertThat(response.resume("second")).isFalse();
        assertThat(seen).containsExactly("release");
    }

    @Test
    void whatTheServerHasAnsweredItselfIsLeftAlone() {
        isSuspended = false;

        assertThat(response.resume("late")).isFalse();
        assertThat(response.resume(new IllegalStateException("late"))).isFalse();
        assertThat(response.isSuspended()).isFalse();
        assertThat(seen).isEmpty();
    }

    @Test
    void cancellingGivesTheLockBackFirst() {
        release.complete(null);
        assertThat(response.cancel()).isTrue();
        assertThat(seen).containsExactly("release", "cancel");
    }

    @Test
    void cancellingForATimeGivesTheLockBackFirst() {
        release.complete(null);
        assertThat(response.cancel(3)).isTrue();
        assertThat(seen).containsExactly("release", "cancel [3]");
    }

    @Test
    void cancellingUntilADateGivesTheLockBackFirst() {
        Date date = new Date(0);
        release.complete(null);
        assertThat(response.cancel(date)).isTrue();
        assertThat(seen).containsExactly("release", "cancel [" + date + "]");
    }

    @Test
    void whoCancelsWhatIsCancelledIsToldSo() {
        isSuspended = false;
        isCancelled = true;

        assertThat(response.cancel()).isTrue();
        assertThat(response.cancel(3)).isTrue();
        assertThat(response.cancel(new Date(0))).isTrue();
        assertThat(response.isCancelled()).isTrue();
        assertThat(seen).isEmpty();
    }

    @Test
    void whoCancelsWhatIsAnsweredIsToldSo() {
        isSuspended = false;

        assertThat(response.cancel()).isFalse();
        assertThat(response.cancel(3)).isFalse();
        assertThat(response.cancel(new Date(0))).isFalse();
        assertThat(response.isCancelled()).isFalse();
    }

    /** A server answers by itself when its time-out handler returns without an answer. */
    @Test
    void aTimeOutHandlerAnswersAtOnceAndTheLockFollows() {
        response.setTimeoutHandler(timedOut -> timedOut.resume("late"));

        Objects.requireNonNull(late).handleTimeout(response);

        assertThat(seen).containsExactly("resume [late]", "release");
    }

    @Test
    void afterTheTimeOutHandlerTheOrderIsTheUsualOne() {
        release.complete(null);
        response.setTimeoutHandler(timedOut -> {});

        Objects.requireNonNull(late).handleTimeout(response);
        response.resume("answer");

        assertThat(seen).containsExactly("release", "resume [answer]");
    }

    @Test
    void aStreamTakesTheLockAlong() {
        StreamingOutput stream = output -> {};

        assertThat(response.resume(stream)).isTrue();

        assertThat(seen).hasSize(2).first().isEqualTo("leave");
        assertThat(seen.get(1)).startsWith("resume ").doesNotContain(stream.toString());
    }

    @Test
    void theRestIsTheServers() {
        assertThat(response.setTimeout(3, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).containsExactly("setTimeout [3, SECONDS]");
        assertThat(response.register(String.class)).isNotEmpty();
        assertThat(response.register(String.class, Integer.class)).isNotEmpty();
        assertThat(response.register("callback")).isNotEmpty();
        assertThat(response.register("callback", "callback")).isNotEmpty();
    }
}
