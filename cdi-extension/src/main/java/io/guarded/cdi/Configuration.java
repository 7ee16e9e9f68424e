package io.guarded.cdi;

import io.guarded.core.Environment;
import java.util.Optional;
import java.util.function.Function;

/** Finds the configuration: MicroProfile Config if it is there, else system properties and the environment. */
final class Configuration {

    private Configuration() {}

    static Function<String, Optional<String>> find(ClassLoader application) {
        return MicroProfileConfig.isPresent() ? MicroProfileConfig.of(application) : Environment::read;
    }
}
