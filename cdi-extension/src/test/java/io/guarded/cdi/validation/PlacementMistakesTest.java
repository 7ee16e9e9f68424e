package io.guarded.cdi.validation;

import static io.guarded.cdi.validation.Refused.assertMistake;

import io.guarded.Guarded;
import io.guarded.Guarded.OnLost;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.ejb.Schedule;
import jakarta.ejb.Timeout;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.interceptor.InterceptorBinding;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.sse.SseEventSink;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlacementMistakesTest {

    @Dependent
    static class Unreachable {
        @Guarded
        private void hidden() {}

        @Guarded
        static void shared() {}

        @Guarded
        public final void fixed() {}

        @Guarded
        @PostConstruct
        void begin() {
            hidden();
        }
    }

    @Dependent
    static final class FinalClass {
        @Guarded
        public void run() {}
    }

    @Test
    void methodsThatNoInterceptorReaches() {
        assertMistake("GUARD-009", "the method is private", "Unreachable.hidden()", "non-private", Unreachable.class);
        assertMistake("GUARD-009", "the method is static", "Unreachable.shared()", "non-static", Unreachable.class);
        assertMistake("GUARD-009", "the method is final", "Unreachable.fixed()", "non-final", Unreachable.class);
        assertMistake("GUARD-009", "callback", "Unreachable.begin()", "", Unreachable.class);
        assertMistake("GUARD-009", "the class is final", "FinalClass.run()", "non-final class", FinalClass.class);
    }

    static class OwnFuture extends CompletableFuture<String> {}

    @Dependent
    static class Results {
        @Guarded
        public Future<String> future() {
            return CompletableFuture.completedFuture("");
        }

        @Guarded
        public Stream<String> stream() {
            return Stream.of();
        }

        @Guarded
        public SubmissionPublisher<String> publisher() {
            return new SubmissionPublisher<>();
        }

        @Guarded
        public CompletionStage<Stream<String>> later() {
            return CompletableFuture.completedFuture(Stream.of());
        }

        @Guarded
        public OwnFuture own() {
            return new OwnFuture();
        }
    }

    @Test
    void resultsThatWouldGoOnUnguarded() {
        assertResult("java.util.concurrent.Future", "future");
        assertResult("java.util.stream.Stream", "stream");
        assertResult("SubmissionPublisher", "publisher");
        assertResult("java.util.stream.Stream", "later");
        assertResult("OwnFuture", "own");
    }

    private static void assertResult(String type, String method) {
        assertMistake("GUARD-010", type, "Results." + method + "()", "Return CompletionStage", Results.class);
    }

    @Guarded
    @Dependent
    static class PrivateTimer {
        @Timeout
        @SuppressWarnings("UnusedMethod") // called by a timer
        private void ring() {}
    }

    @Guarded
    @Dependent
    static class PrivateSchedule {
        @Schedule
        @SuppressWarnings("UnusedMethod") // called by a timer
        private void tick() {}
    }

    @Test
    void timersThatNoInterceptorReaches() {
        assertMistake("GUARD-009", "private", "PrivateTimer.ring()", "", PrivateTimer.class);
        assertMistake("GUARD-009", "private", "PrivateSchedule.tick()", "", PrivateSchedule.class);
    }

    @Dependent
    static class Later {
        @Guarded(onLost = OnLost.INTERRUPT)
        public CompletionStage<String> stage() {
            return CompletableFuture.completedFuture("");
        }
    }

    @Test
    void anInterruptForWorkThatGoesOnWithoutTheCall() {
        assertMistake("GUARD-040", "CompletionStage", "Later.stage()", "Use FAIL or SIGNAL", Later.class);
    }

    interface OwnResponse extends AsyncResponse {}

    interface OwnSink extends SseEventSink {}

    @Dependent
    static class Parameters {
        @Guarded
        public void suspended(@Suspended OwnResponse response) {}

        @Guarded
        public void events(OwnSink sink) {}
    }

    @Test
    void parametersWhoseWorkWouldGoOnUnguarded() {
        assertMistake(
                "GUARD-011",
                "OwnResponse",
                "Parameters.suspended(OwnResponse)",
                "Declare it as AsyncResponse",
                Parameters.class);
        assertMistake("GUARD-011", "OwnSink", "Parameters.events(OwnSink)", "", Parameters.class);
    }

    @Dependent
    static class TwoEnds {
        @Guarded
        public void parameters(@Suspended AsyncResponse response, SseEventSink sink) {}

        @Guarded
        public CompletionStage<String> resultToo(SseEventSink sink) {
            return CompletableFuture.completedFuture("");
        }
    }

    @Test
    void workThatWouldEndTwice() {
        assertMistake(
                "GUARD-050",
                "AsyncResponse and with its jakarta.ws.rs.sse.SseEventSink",
                "TwoEnds.parameters(AsyncResponse, SseEventSink)",
                "Use one of the two",
                TwoEnds.class);
        assertMistake(
                "GUARD-050",
                "CompletionStage and with its jakarta.ws.rs.sse.SseEventSink",
                "TwoEnds.resultToo(SseEventSink)",
                "",
                TwoEnds.class);
    }

    @Dependent
    static class LaterByParameter {
        @Guarded(onLost = OnLost.INTERRUPT)
        public void events(SseEventSink sink) {}
    }

    @Test
    void anInterruptForWorkWithAParameter() {
        assertMistake(
                "GUARD-040",
                "SseEventSink",
                "LaterByParameter.events(SseEventSink)",
                "Use FAIL or SIGNAL",
                LaterByParameter.class);
    }

    interface Job {
        @Guarded(name = "job")
        void run();
    }

    @Dependent
    static class JobBean implements Job {
        @Override
        public void run() {}
    }

    @Test
    void anInterface() {
        assertMistake(
                "GUARD-012",
                "the interface " + Job.class.getName(),
                "JobBean",
                "Put it on the bean class",
                JobBean.class);
    }

    @InterceptorBinding
    @Guarded(name = "left")
    @Target({ElementType.TYPE, ElementType.METHOD})
    @Retention(RetentionPolicy.RUNTIME)
    @interface Left {}

    @InterceptorBinding
    @Guarded(name = "right")
    @Target({ElementType.TYPE, ElementType.METHOD})
    @Retention(RetentionPolicy.RUNTIME)
    @interface Right {}

    @Dependent
    static class Both {
        @Left
        @Right
        void run() {}
    }

    @Test
    void twoDefinitionsAtOneLevel() {
        assertMistake(
                "GUARD-017",
                "two annotations",
                "Both.run()",
                "Put @Guarded itself there",
                Both.class,
                Left.class,
                Right.class);
    }

    static class Guardian {
        @Guarded
        public void run() {}
    }

    @Dependent
    static class Heir extends Guardian {
        @Override
        public void run() {}
    }

    @Test
    void anOverrideThatLosesTheGuard() {
        assertMistake("GUARD-020", "Guardian.run()", "Heir.run()", "on the override as well", Heir.class);
    }

    static class GenericGuardian<T> {
        @Guarded
        public void take(T item) {}
    }

    @Dependent
    static class GenericHeir extends GenericGuardian<String> {
        @Override
        public void take(String item) {}
    }

    @Test
    void anOverrideOfAGenericMethodThatLosesTheGuard() {
        assertMistake(
                "GUARD-020", "GenericGuardian.take(Object)", "GenericHeir.take(String)", "as well", GenericHeir.class);
    }

    public interface Counter {
        int count();
    }

    @Dependent
    static class Counting implements Counter {
        @Override
        public int count() {
            return 1;
        }
    }

    @Decorator
    @Priority(1)
    static class Doubling implements Counter {
        @Inject
        @Delegate
        Counter counter;

        @Override
        @Guarded
        public int count() {
            return 2 * counter.count();
        }
    }

    @Decorator
    @Guarded
    @Priority(1)
    abstract static class Tripling implements Counter {
        @Inject
        @Delegate
        Counter counter;

        @Override
        public int count() {
            return 3 * counter.count();
        }
    }

    @Test
    void decorators() {
        assertMistake(
                "GUARD-009",
                "the class is a decorator",
                "Doubling.count()",
                "take @Guarded away",
                Counting.class,
                Doubling.class);
        assertMistake(
                "GUARD-009",
                "the class is a decorator",
                "Tripling.count()",
                "take @Guarded away",
                Counting.class,
                Tripling.class);
    }
}
