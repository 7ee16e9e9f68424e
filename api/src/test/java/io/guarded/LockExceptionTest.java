package io.guarded;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.ApplicationException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LockExceptionTest {

    static Stream<LockException> all() {
        return Stream.of(
                new LockBusyException("n", Duration.ofMillis(5), Duration.ofSeconds(2)),
                new LockUnavailableException("n", "Redis is away", new IllegalStateException("x")),
                new LockInterruptedException("n"),
                new LockLostException("n", "its lease ended"),
                new LockDefinitionException("n", "wrong"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void survivesSerialization(LockException exception) throws Exception {
        LockException copy = copy(exception);

        assertThat(copy.lockName()).isEqualTo("n");
        assertThat(copy).hasSameClassAs(exception).hasMessage(exception.getMessage());
        if (exception.getCause() != null) {
            assertThat(copy).hasCauseInstanceOf(exception.getCause().getClass());
        }
    }

    @Test
    void membersSurviveSerialization() throws Exception {
        LockBusyException busy = copy(new LockBusyException("n", Duration.ofMillis(5), Duration.ofSeconds(2)));
        assertThat(busy.waited()).isEqualTo(Duration.ofMillis(5));
        assertThat(busy.retryAfter()).contains(Duration.ofSeconds(2));
        assertThat(copy(new LockBusyException("n", Duration.ZERO, null)).retryAfter())
                .isEmpty();

        LockKeyException key = copy(new LockKeyException("user", "user is blank"));
        assertThat(key.parameter()).isEqualTo("user");
        assertThat(key).hasMessage("user is blank");
    }

    @Test
    void innermostGuardSpeaksFirst() {
        Guarded inner = Guarded.Literal.of("inner", Guarded.THREADING, 0, TimeUnit.SECONDS);
        Guarded outer = Guarded.Literal.of("outer", Guarded.THREADING, 0, TimeUnit.SECONDS);
        LockException byHand = new LockInterruptedException("n");
        assertThat(byHand.guard()).isEmpty();

        byHand.guardedBy(inner);
        byHand.guardedBy(outer);

        assertThat(byHand.guard()).contains(inner);
    }

    @SuppressWarnings("unchecked") // the copy is of the same class
    private static <T> T copy(T exception) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(exception);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void crossesAnEjbBoundaryAndRollsBack(LockException exception) {
        ApplicationException application = exception.getClass().getAnnotation(ApplicationException.class);

        assertThat(application.rollback()).isTrue();
        assertThat(LockKeyException.class
                        .getAnnotation(ApplicationException.class)
                        .rollback())
                .isTrue();
    }

    @Test
    void messagesSayWhichLockAndWhy() {
        assertThat(new LockBusyException("a\nb", Duration.ofMillis(5), null))
                .hasMessage("lock \"a\\u000Ab\" is busy; waited 5 ms");
        assertThat(new LockUnavailableException("n", "Redis is away", null))
                .hasMessage("lock \"n\" is unavailable: Redis is away")
                .returns("Redis is away", LockUnavailableException::reason);
        assertThat(new LockInterruptedException("n")).hasMessage("interrupted while waiting for lock \"n\"");
        assertThat(new LockLostException("n", "its lease ended")).hasMessage("lock \"n\" was lost: its lease ended");
    }

    @Test
    void busyTellsWaitAndHint() {
        LockBusyException busy = new LockBusyException("n", Duration.ofMillis(5), Duration.ofSeconds(2));

        assertThat(busy.waited()).isEqualTo(Duration.ofMillis(5));
        assertThat(busy.retryAfter()).contains(Duration.ofSeconds(2));
        assertThat(new LockBusyException("n", Duration.ZERO, null).retryAfter()).isEmpty();
    }
}
