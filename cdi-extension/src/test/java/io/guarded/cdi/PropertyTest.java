package io.guarded.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What of a class is a property that a name may have, and what only looks like one. */
final class PropertyTest {

    public record Coordinates(int x, boolean isFar) {}

    public static class Order {
        public final String field = "of a field";
        public static final String CONSTANT = "of no order";

        public String getNumber() {
            return "number";
        }

        public boolean isPaid() {
            return true;
        }

        public Boolean isKnown() {
            return Boolean.FALSE;
        }

        public String isText() {
            return "no truth";
        }

        public void getNothing() {}

        public String getOf(int which) {
            return "number " + which;
        }

        public static String getShop() {
            return "the shop of all orders";
        }
    }

    public static class Text {
        public CharSequence getValue() {
            return "general";
        }
    }

    /** Has a bridge beside what it writes. */
    public static class Narrow extends Text {
        @Override
        public String getValue() {
            return "narrow";
        }
    }

    private static Optional<Object> read(Object value, String name) {
        return Property.of(value.getClass(), name).map(property -> property.read(value));
    }

    @Test
    void componentsOfRecordsAreRead() {
        assertThat(read(new Coordinates(3, true), "x")).contains(3);
        assertThat(read(new Coordinates(3, true), "isFar")).contains(true);
        assertThat(read(new Coordinates(3, true), "far")).contains(true);
    }

    @Test
    void gettersAndFieldsAreRead() {
        assertThat(read(new Order(), "number")).contains("number");
        assertThat(read(new Order(), "paid")).contains(true);
        assertThat(read(new Order(), "known")).contains(false);
        assertThat(read(new Order(), "field")).contains("of a field");
    }

    @Test
    void whatOnlyLooksLikeAPropertyIsNone() {
        assertThat(read(new Order(), "text")).isEmpty();
        assertThat(read(new Order(), "nothing")).isEmpty();
        assertThat(read(new Order(), "of")).isEmpty();
        assertThat(read(new Order(), "shop")).isEmpty();
        assertThat(read(new Order(), "CONSTANT")).isEmpty();
        assertThat(read(new Order(), "class")).isEmpty();
        assertThat(read(new Order(), "other")).isEmpty();
    }

    @Test
    void theNarrowestTypeIsTheProperty() {
        assertThat(Property.of(Narrow.class, "value").orElseThrow().type()).isEqualTo(String.class);
        assertThat(read(new Narrow(), "value")).contains("narrow");
    }
}
