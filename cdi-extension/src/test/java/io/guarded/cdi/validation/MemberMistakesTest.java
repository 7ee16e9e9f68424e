package io.guarded.cdi.validation;

import static io.guarded.cdi.validation.Refused.assertMistake;
import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.Guarded;
import io.guarded.LockKey;
import io.guarded.cdi.Containers;
import jakarta.enterprise.context.Dependent;
import java.text.ParsePosition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MemberMistakesTest {

    @Dependent
    static class Unknown {
        @Guarded(name = "a:{usr}")
        public void run(String user, String session) {}
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
        public void run(Customer customer) {}
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
        public void run(String a, String b) {}
    }

    @Test
    void placeholdersThatMeet() {
        assertMistake(
                "GUARD-004", "{a} and {b} apart", "Meeting.run(String, String)", "Put a ':' between", Meeting.class);
    }

    @Dependent
    static class Malformed {
        @Guarded(name = "a:{b")
        public void open(String b) {}

        @Guarded(name = "a:b}")
        public void close(String b) {}

        @Guarded(name = "a:{}")
        public void empty(String b) {}

        @Guarded(name = "a:{ b }")
        public void spaces(String b) {}
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
        public void run() {}
    }

    @Test
    void aBlankName() {
        assertMistake("GUARD-006", "the name is blank", "Blank.run()", "leave the name out", Blank.class);
    }

    public static class Textless {}

    @Dependent
    static class NoText {
        @Guarded(name = "a:{textless}")
        public void run(Textless textless) {}

        @Guarded(name = "a:{bytes}")
        public void run(byte[] bytes) {}
    }

    @Test
    void valuesWithoutATextOfTheirOwn() {
        assertMistake("GUARD-016", "{textless} is a", "NoText.run(Textless)", "{textless.id}", NoText.class);
        assertMistake("GUARD-016", "{bytes} is a byte[]", "NoText.run(byte[])", "", NoText.class);
    }

    @SuppressWarnings("ArrayRecordComponent") // as applications have them
    public record Digest(byte[] bytes) {}

    public record Leaf(Leaf next, Textless value) {}

    @Dependent
    static class NoTextInside {
        @Guarded(name = "a:{list}")
        public void run(List<Textless> list) {}

        @Guarded(name = "b:{set}")
        public void run(Set<? extends byte[]> set) {}

        @Guarded(name = "c:{map}")
        public void run(Map<String, Optional<Textless>> map) {}

        @Guarded(name = "d:{digest}")
        public void run(Digest digest) {}

        @Guarded(name = "e:{leaf}")
        public void run(Leaf leaf) {}

        @Guarded(name = "f:{optional}")
        public void run(Optional<List<Textless>> optional) {}
    }

    @Test
    void valuesThatHoldSomeWithoutATextOfTheirOwn() {
        assertMistake(
                "GUARD-016",
                "{list} is a java.util.List<" + Textless.class.getName() + ">, ",
                "run(List)",
                "",
                NoTextInside.class);
        assertMistake("GUARD-016", "{set} is a", "run(Set)", "", NoTextInside.class);
        assertMistake("GUARD-016", "{map} is a", "run(Map)", "", NoTextInside.class);
        assertMistake("GUARD-016", "{digest} is a", "run(Digest)", "", NoTextInside.class);
        assertMistake("GUARD-016", "{leaf} is a", "run(Leaf)", "", NoTextInside.class);
        assertMistake("GUARD-016", "{optional} is a", "run(Optional)", "", NoTextInside.class);
        assertThat(Containers.mistakes(NoTextInside.class)).hasSize(6);
    }

    @Dependent
    static class Twice {
        @Guarded(name = "{id}")
        public void run(@LockKey("id") String a, @LockKey("id") String b) {}
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

    @Dependent
    static class Timeouts {
        @Guarded(timeout = -2)
        public void negative() {}

        @Guarded(timeout = Long.MAX_VALUE, unit = TimeUnit.MICROSECONDS)
        public void tooLong() {}

        @Guarded(timeout = Long.MAX_VALUE, unit = TimeUnit.NANOSECONDS)
        public void longest() {}
    }

    @Test
    void timeoutsThatAreNoWaitTimes() {
        assertMistake("GUARD-008", "timeout = -2 SECONDS", "Timeouts.negative()", "-1 (UNLIMITED)", Timeouts.class);
        assertMistake("GUARD-008", "MICROSECONDS", "Timeouts.tooLong()", "292 years", Timeouts.class);
        assertThat(Containers.mistakes(Timeouts.class)).hasSize(2);
    }
}
