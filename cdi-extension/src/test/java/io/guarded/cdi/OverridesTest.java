package io.guarded.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.Guarded;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverridesTest {

    private static final Guarded WRITTEN = Guarded.Literal.of("written", "one", 5, TimeUnit.SECONDS);
    private static final String CLASS = OverridesTest.class.getName();

    private final Map<String, String> configuration = new HashMap<>();
    private final Mistakes mistakes = new Mistakes();

    private Definition apply() {
        Overrides overrides = Overrides.read(property -> Optional.ofNullable(configuration.get(property)), mistakes);
        return overrides.apply(new Definition(OverridesTest.class, annotated(), WRITTEN, true), mistakes);
    }

    /** Is this very method. */
    private static AnnotatedMethod<?> annotated() {
        return (AnnotatedMethod<?>) Proxy.newProxyInstance(
                OverridesTest.class.getClassLoader(),
                new Class<?>[] {AnnotatedMethod.class},
                (self, method, arguments) -> OverridesTest.class.getDeclaredMethod("annotated"));
    }

    @ParameterizedTest
    @CsvSource({
        "name, configured, configured",
        "type, two, two",
        "timeout, 7, 7",
        "timeout, -1, -1",
        "unit, minutes, MINUTES",
        "lease, 70, 70",
        "maxHold, 71, 71",
        "atLeast, 72, 72",
        "onBusy, skip, SKIP",
        "onLost, SIGNAL, SIGNAL",
        "fenced, TRUE, true",
        "message, Please wait, Please wait",
        "busyStatus, 423, 423"
    })
    void eachMemberIsTakenFromItsProperty(String member, String text, String expected) throws Exception {
        configuration.put("Guarded/" + member, " " + text + " ");

        Definition changed = apply();

        for (Method each : Guarded.class.getDeclaredMethods()) {
            Object was = each.invoke(WRITTEN);
            Object is = each.invoke(changed.guarded());
            if (each.getName().equals(member)) {
                assertThat(is).hasToString(expected).isNotEqualTo(was);
            } else {
                assertThat(is).as(each.getName()).isEqualTo(was);
            }
        }
        assertThat(changed.properties()).containsExactly("Guarded/" + member);
        assertThat(changed.isEnabled()).isTrue();
        assertThat(mistakes.all()).isEmpty();
    }

    @Test
    void noMemberIsLeftOut() throws Exception {
        for (Method member : Guarded.class.getDeclaredMethods()) {
            configuration.put("Guarded/" + member.getName(), "#");
        }

        assertThat(apply().properties()).hasSize(Guarded.class.getDeclaredMethods().length);
    }

    @Test
    void theNearestPropertyWins() {
        configuration.put("Guarded/timeout", "1");
        assertThat(apply().guarded().timeout()).isEqualTo(1);

        configuration.put(CLASS + "/Guarded/timeout", "2");
        assertThat(apply().guarded().timeout()).isEqualTo(2);

        configuration.put(CLASS + "/annotated/Guarded/timeout", "3");
        assertThat(apply().guarded().timeout()).isEqualTo(3);
    }

    @Test
    void aPropertyOfAnotherMethodOrClassIsNotMeant() {
        configuration.put(CLASS + "/other/Guarded/timeout", "1");
        configuration.put(CLASS + "$Other/Guarded/timeout", "2");
        configuration.put(CLASS + "/annotated/Guarded/name", "  ");

        assertThat(apply().guarded()).isSameAs(WRITTEN);
    }

    @Test
    void aNearerPropertyCanGiveTheGuardBack() {
        configuration.put("guarded.allow-disabled", "true");
        configuration.put("Guarded/enabled", "false");
        assertThat(apply().isEnabled()).isFalse();

        configuration.put(CLASS + "/Guarded/enabled", "true");
        assertThat(apply().isEnabled()).isTrue();
        assertThat(mistakes.all()).isEmpty();
    }
}
