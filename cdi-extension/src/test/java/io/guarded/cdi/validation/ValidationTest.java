package io.guarded.cdi.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.Guarded;
import io.guarded.LockDefinitionException;
import io.guarded.LockKey;
import io.guarded.cdi.Containers;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.interceptor.InterceptorBinding;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.sse.SseEventSink;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.text.ParsePosition;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ValidationTest {

    @Dependent
    static class Unknown {
        @Guarded(name = "a:{usr}")
        void run(String user, String session) {}
    }

    @Test
    void anUnknownPlaceholder() {
        assertMistake(
                "GUARD-001",
                "{usr} names no parameter",
                "Unknown.run(String, String)",
                "[user, session]",
                Unknown.class);
    }

    /** The JDK's classes are compiled without parameter names. */
    @Dependent
    @Guarded(name = "p:{index}")
    static class Nameless extends ParsePosition {
        Nameless() {
            super(0);
        }
    }

    @Test
    void aClassWithoutParameterNames() {
        assertMistake(
                "GUARD-002",
                "without parameter names",
                "Nameless.setIndex(int)",
                "-parameters or name the parameter by @LockKey",
                Nameless.class);
    }

    record Customer(String id) {}

    @Dependent
    static class NoProperty {
        @Guarded(name = "a:{customer.key}")
        void run(Customer customer) {}
    }

    @Test
    void aPropertyThatIsNotThere() {
        assertMistake(
                "GUARD-003",
                "a property 'key'",
                "NoProperty.run(Customer)",
                "a getter or a public field",
                NoProperty.class);
    }

    @Dependent
    static class Meeting {
        @Guarded(name = "{a}-{b}")
        void run(String a, String b) {}
    }

    @Test
    void placeholdersThatMeet() {
        assertMistake(
                "GUARD-004", "{a} and {b} apart", "Meeting.run(String, String)", "Put a ':' between", Meeting.class);
    }

    @Dependent
    static class Malformed {
        @Guarded(name = "a:{b")
        void open(String b) {}

        @Guarded(name = "a:b}")
        void close(String b) {}

        @Guarded(name = "a:{}")
        void empty(String b) {}

        @Guarded(name = "a:{ b }")
        void spaces(String b) {}
    }

    @Test
    void malformedTemplates() {
        assertMistake(
                "GUARD-005",
                "a '{' without its '}'",
                "Malformed.open(String)",
                "{parameter.property}",
                Malformed.class);
        assertMistake("GUARD-005", "a '}' without its '{'", "Malformed.close(String)", "", Malformed.class);
        assertMistake("GUARD-005", "an empty placeholder", "Malformed.empty(String)", "", Malformed.class);
        assertMistake("GUARD-005", "no path of a parameter", "Malformed.spaces(String)", "", Malformed.class);
    }

    @Dependent
    static class Blank {
        @Guarded(name = " ")
        void run() {}
    }

    @Test
    void aBlankName() {
        assertMistake("GUARD-006", "the name is blank", "Blank.run()", "leave the name out", Blank.class);
    }

    @Dependent
    static class UnknownType {
        @Guarded(type = Guarded.REDIS)
        void run() {}
    }

    @Test
    void anUnknownType() {
        assertMistake(
                "GUARD-007",
                "\"redis\"; known: [threading]",
                "UnknownType.run()",
                "io.guarded:guarded-redis",
                UnknownType.class);
    }

    @Dependent
    static class Timeouts {
        @Guarded(timeout = -2)
        void negative() {}

        @Guarded(timeout = Long.MAX_VALUE, unit = TimeUnit.MICROSECONDS)
        void tooLong() {}

        @Guarded(timeout = Long.MAX_VALUE, unit = TimeUnit.NANOSECONDS)
        void longest() {}
    }

    @Test
    void timeoutsThatAreNoWaitTimes() {
        assertMistake("GUARD-008", "timeout = -2 SECONDS", "Timeouts.negative()", "-1 (UNLIMITED)", Timeouts.class);
        assertMistake("GUARD-008", "MICROSECONDS", "Timeouts.tooLong()", "292 years", Timeouts.class);
        assertThat(Containers.mistakes(Timeouts.class)).hasSize(2);
    }

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
        void run() {}
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
        Future<String> future() {
            return CompletableFuture.completedFuture("");
        }

        @Guarded
        Stream<String> stream() {
            return Stream.of();
        }

        @Guarded
        Flow.Publisher<String> publisher() {
            return subscriber -> {};
        }

        @Guarded
        OwnFuture own() {
            return new OwnFuture();
        }
    }

    @Test
    void resultsThatWouldGoOnUnguarded() {
        assertResult("java.util.concurrent.Future", "future");
        assertResult("java.util.stream.Stream", "stream");
        assertResult("Flow$Publisher", "publisher");
        assertResult("OwnFuture", "own");
    }

    private static void assertResult(String type, String method) {
        assertMistake("GUARD-010", type, "Results." + method + "()", "Return CompletionStage", Results.class);
    }

    @Dependent
    static class Parameters {
        @Guarded
        void suspended(@Suspended AsyncResponse response) {}

        @Guarded
        void events(SseEventSink sink) {}
    }

    @Test
    void parametersWhoseWorkWouldGoOnUnguarded() {
        assertMistake(
                "GUARD-011",
                "AsyncResponse",
                "Parameters.suspended(AsyncResponse)",
                "Return CompletionStage",
                Parameters.class);
        assertMistake("GUARD-011", "SseEventSink", "Parameters.events(SseEventSink)", "", Parameters.class);
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

    @Dependent
    static class TwoTypes {
        @Guarded(name = "same")
        void one() {}

        @Guarded(name = "same", type = TestProvider.TYPE)
        void two() {}
    }

    @Test
    void oneNameWithTwoTypes() {
        assertMistake(
                "GUARD-013",
                "'threading' at",
                "TwoTypes.two()",
                "Use one type for one name",
                TwoTypes.class,
                ProviderOne.class);
    }

    @ApplicationScoped
    static class ProviderOne extends TestProvider {}

    @ApplicationScoped
    static class ProviderTwo extends TestProvider {}

    @Test
    void twoProvidersOfOneType() {
        assertMistake(
                "GUARD-014", "type 'test'", "the deployment", "Keep one of them", ProviderOne.class, ProviderTwo.class);
    }

    @Test
    void aBadConfigurationValue() {
        System.setProperty("guarded.lease", "soon");
        System.setProperty("guarded.stream-start", "later");
        try {
            assertMistake(
                    "GUARD-015",
                    "guarded.stream-start has the invalid value \"later\"",
                    "the deployment",
                    "Mend the configuration",
                    Blameless.class);
            System.clearProperty("guarded.stream-start");
            assertMistake(
                    "GUARD-015", "guarded.lease has the invalid value \"soon\"", "the deployment", "", Blameless.class);
        } finally {
            System.clearProperty("guarded.lease");
            System.clearProperty("guarded.stream-start");
        }
    }

    @Dependent
    static class Blameless {}

    static class Textless {}

    @Dependent
    static class NoText {
        @Guarded(name = "a:{textless}")
        void run(Textless textless) {}

        @Guarded(name = "a:{bytes}")
        void run(byte[] bytes) {}
    }

    @Test
    void valuesWithoutATextOfTheirOwn() {
        assertMistake("GUARD-016", "{textless} is a", "NoText.run(Textless)", "{textless.id}", NoText.class);
        assertMistake("GUARD-016", "{bytes} is a byte[]", "NoText.run(byte[])", "", NoText.class);
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

    @Dependent
    static class Twice {
        @Guarded(name = "{id}")
        void run(@LockKey("id") String a, @LockKey("id") String b) {}
    }

    @Test
    void twoParametersOfOneName() {
        assertMistake(
                "GUARD-019",
                "two parameters are named 'id'",
                "Twice.run(String, String)",
                "another value",
                Twice.class);
    }

    static class Guardian {
        @Guarded
        void run() {}
    }

    @Dependent
    static class Heir extends Guardian {
        @Override
        void run() {}
    }

    @Test
    void anOverrideThatLosesTheGuard() {
        assertMistake("GUARD-020", "Guardian.run()", "Heir.run()", "on the override as well", Heir.class);
    }

    @Test
    void allMistakesComeTogether() {
        List<LockDefinitionException> mistakes =
                Containers.mistakes(Blank.class, Unknown.class, UnknownType.class, JobBean.class, Meeting.class);

        assertThat(mistakes)
                .extracting(mistake -> mistake.getMessage().substring(0, 9))
                .containsExactlyInAnyOrder("GUARD-001", "GUARD-004", "GUARD-006", "GUARD-007", "GUARD-012");
    }

    @Test
    void theMistakesThatStopAContainerBringTheOthersAlong() {
        assertThat(Containers.mistakes(FinalClass.class, Blank.class)).hasSize(2);
    }

    private static void assertMistake(String id, String what, String where, String fix, Class<?>... beans) {
        assertThat(Containers.mistakes(beans))
                .extracting(LockDefinitionException::getMessage)
                .as("%s %s %s", id, where, what)
                .anySatisfy(message -> assertThat(message)
                        .startsWith(id + " at ")
                        .contains(what)
                        .contains(where)
                        .contains(fix));
    }
}
