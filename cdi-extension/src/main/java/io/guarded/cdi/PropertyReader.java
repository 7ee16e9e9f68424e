package io.guarded.cdi;

import io.guarded.LockName;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongPredicate;

/** Reads single properties; a value that makes no sense goes to the mistakes and counts as not set. A blank one is not set. */
final class PropertyReader {

    private final Function<String, Optional<String>> configuration;
    private final Mistakes mistakes;

    PropertyReader(Function<String, Optional<String>> configuration, Mistakes mistakes) {
        this.configuration = configuration;
        this.mistakes = mistakes;
    }

    Optional<String> text(String property) {
        try {
            return configuration.apply(property).map(String::trim).filter(value -> !value.isEmpty());
        } catch (IllegalArgumentException unreadable) {
            mistakes.add(Mistake.UNREADABLE_PROPERTY, Site.DEPLOYMENT, unreadable.getMessage());
            return Optional.empty();
        }
    }

    Optional<Long> number(String property) {
        return text(property).flatMap(text -> {
            try {
                return Optional.of(Long.parseLong(text));
            } catch (NumberFormatException none) {
                return refuse(property, text, "a whole number");
            }
        });
    }

    Optional<Long> number(String property, String expected, LongPredicate isMeant) {
        return number(property)
                .flatMap(
                        number -> isMeant.test(number) ? Optional.of(number) : refuse(property, "" + number, expected));
    }

    Optional<Boolean> truth(String property) {
        return text(property).flatMap(text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> refuse(property, text, "true or false");
        });
    }

    <E extends Enum<E>> Optional<E> constant(String property, Class<E> type) {
        return text(property).flatMap(text -> Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(text))
                .findFirst()
                .or(() -> refuse(property, text, "one of " + Arrays.toString(type.getEnumConstants()))));
    }

    private <T> Optional<T> refuse(String property, String value, String expected) {
        mistakes.add(Mistake.BAD_PROPERTY, Site.DEPLOYMENT, property, LockName.printable(value), expected);
        return Optional.empty();
    }
}
