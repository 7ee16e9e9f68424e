package io.guarded.core;

import java.util.Locale;
import java.util.Optional;

/**
 * Reads configuration where no MicroProfile Config is: system properties, then the environment. Safe for use by many threads.
 *
 * @since 1.0
 */
public final class Environment {

    private Environment() {}

    /**
     * Gives the value of a property. Names are mapped to variables as MicroProfile Config does: all but letters and digits
     * become {@code _}, and letters upper case.
     *
     * @param property the property's name
     * @return the value as it is set, perhaps blank; empty if it is not set
     */
    public static Optional<String> read(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            value = System.getenv(property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT));
        }
        return Optional.ofNullable(value);
    }
}
