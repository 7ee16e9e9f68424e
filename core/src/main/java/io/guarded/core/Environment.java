package io.guarded.core;

import java.util.Locale;
import java.util.Optional;

/** Reads configuration where no MicroProfile Config is: system properties, then the environment. */
final class Environment {

    private Environment() {}

    /** Maps names to variables as MicroProfile Config does: other characters become _, then upper case. */
    static Optional<String> read(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            value = System.getenv(property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT));
        }
        return Optional.ofNullable(value);
    }
}
