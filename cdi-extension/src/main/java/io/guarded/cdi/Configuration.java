package io.guarded.cdi;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Finds the configuration: MicroProfile Config if it is there, else system properties and the environment. */
final class Configuration {

    private Configuration() {}

    static Function<String, Optional<String>> find(ClassLoader application) {
        return MicroProfileConfig.isPresent() ? MicroProfileConfig.of(application) : Configuration::environment;
    }

    private static Optional<String> environment(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            value = System.getenv(property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT));
        }
        return Optional.ofNullable(value);
    }
}
