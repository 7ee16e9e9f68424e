package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.LockUnavailableException;
import io.guarded.spi.LockProvider;
import io.guarded.spi.LockProvider.Scope;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A provider as core sees it: its answers as they are, its failures in one form. */
final class StoreTest {

    private final List<String> asked = new ArrayList<>();
    private final Map<String, Object> answers = new HashMap<>();

    /** Gives what is set for a method, throws what is set to be thrown. */
    private Store store(Scope scope) {
        return Store.of((LockProvider) Proxy.newProxyInstance(
                LockProvider.class.getClassLoader(),
                new Class<?>[] {LockProvider.class},
                (proxy, method, arguments) -> {
                    String what = method.getName();
                    if (what.equals("type")) {
                        return "odd";
                    }
                    if (what.equals("scope")) {
                        return scope;
                    }
                    asked.add(what);
                    return answer(what);
                }));
    }

    private @Nullable Object answer(String what) throws Throwable {
        Object answer = answers.get(what);
        if (answer instanceof Throwable failure) {
            throw failure;
        }
        return answer;
    }

    @Test
    void answersArePassedOn() {
        Store store = store(Scope.JVM);
        for (String what : List.of("acquire", "renew", "release", "isHeld", "tokens", "holders", "forceRelease")) {
            answers.put(what, new CompletableFuture<>());
        }

        assertThat((Object) store.acquire("k", 1, Duration.ZERO, null)).isSameAs(answers.get("acquire"));
        assertThat((Object) store.renew("k", 1, Duration.ZERO)).isSameAs(answers.get("renew"));
        assertThat((Object) store.release("k", 1)).isSameAs(answers.get("release"));
        assertThat((Object) store.isHeld("k")).isSameAs(answers.get("isHeld"));
        assertThat((Object) store.tokens("k", 1)).isSameAs(answers.get("tokens"));
        assertThat((Object) store.holders("")).isSameAs(answers.get("holders"));
        assertThat((Object) store.forceRelease("k", "id")).isSameAs(answers.get("forceRelease"));
        assertThat(store.type()).isEqualTo("odd");
    }

    @Test
    void providerThatThrowsOrGivesNothingHasFailed() {
        Store store = store(Scope.JVM);
        NoClassDefFoundError absent = new NoClassDefFoundError("org/example/Absent");
        answers.put("acquire", absent);

        assertThatThrownBy(store.acquire("k", 1, Duration.ZERO, null)::join).hasCause(absent);
        assertThatThrownBy(store.release("k", 1)::join).hasCauseInstanceOf(NullPointerException.class);
    }

    @Test
    void directPathIsThatOfAStoreInThisJvm() {
        Store jvm = store(Scope.JVM);
        answers.put("acquireNow", true);
        answers.put("releaseNow", true);
        assertThat(jvm.acquiresNow("k", 1)).isTrue();
        assertThat(jvm.releasesNow("k", 1)).isTrue();

        answers.clear();
        assertThat(jvm.acquiresNow("k", 1)).isFalse();
        assertThat(jvm.releasesNow("k", 1)).isFalse();

        answers.put("acquireNow", false);
        answers.put("releaseNow", false);
        assertThat(jvm.acquiresNow("k", 1)).isFalse();
        assertThat(jvm.releasesNow("k", 1)).isFalse();
    }

    @Test
    void clusterHasNoDirectPath() {
        Store cluster = store(Scope.CLUSTER);
        answers.put("acquireNow", true);
        answers.put("releaseNow", true);

        assertThat(cluster.acquiresNow("k", 1)).isFalse();
        assertThat(cluster.releasesNow("k", 1)).isFalse();
        assertThat(asked).isEmpty();
    }

    /** It may have the key, and nobody else would give it back. */
    @Test
    void directTryThatFailsIsUndone() {
        answers.put("acquireNow", new IllegalStateException("broken"));

        try (Logged logged = Logged.of(Store.class)) {
            assertThat(store(Scope.JVM).acquiresNow("k", 1)).isFalse();
            assertThat(logged.messages()).containsExactly("WARNING the store of type odd failed at a direct try");
        }

        assertThat(asked).containsExactly("acquireNow", "release");
    }

    @Test
    void directReleaseThatFailsIsMadeTheLongWay() {
        answers.put("releaseNow", new IllegalStateException("broken"));

        try (Logged logged = Logged.of(Store.class)) {
            assertThat(store(Scope.JVM).releasesNow("k", 1)).isFalse();
            assertThat(logged.messages()).containsExactly("WARNING the store of type odd failed at a direct release");
        }
    }

    @Test
    void providerThatDoesNotEndCleanlyIsLogged() {
        answers.put("close", new NoClassDefFoundError("org/example/Absent"));

        try (Logged logged = Logged.of(Store.class)) {
            store(Scope.JVM).close();
            assertThat(logged.messages()).containsExactly("WARNING the lock provider of type odd did not end cleanly");
        }
    }

    @Test
    void failureIsUnavailableWithItsInnermostCause() {
        IllegalStateException broken = new IllegalStateException("broken");

        LockUnavailableException unavailable =
                Store.unavailable("n", new CompletionException(new CompletionException(broken)));

        assertThat(unavailable.lockName()).isEqualTo("n");
        assertThat(unavailable.reason()).isEqualTo("the store failed");
        assertThat(unavailable).cause().isSameAs(broken);
    }

    @Test
    void failureWithoutACauseIsItsOwn() {
        CompletionException bare = new CompletionException("bare", null);

        assertThat(Store.unavailable("n", bare)).cause().isSameAs(bare);
    }

    @Test
    void whatTheProviderSaysGoesOnToTheCaller() {
        LockUnavailableException told = new LockUnavailableException("k", "start the server", null);

        assertThat(Store.unavailable("n", told).reason()).isEqualTo("start the server");
        assertThat(Store.unavailable("n", new CancellationException()).reason()).isEqualTo("the store gave no answer");
    }
}
