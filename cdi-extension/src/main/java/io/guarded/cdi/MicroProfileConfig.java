package io.guarded.cdi;

import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;

/** Reads MicroProfile Config, whose API and implementation may each be absent. */
final class MicroProfileConfig {

    private MicroProfileConfig() {}

    /** Tells whether there is an implementation: the API alone throws when it is asked for one. */
    static boolean isPresent() {
        try {
            return ConfigProviderResolver.instance() != null;
        } catch (NoClassDefFoundError | IllegalStateException absent) {
            return false;
        }
    }

    static Function<String, Optional<String>> of(ClassLoader application) {
        Config config = ConfigProviderResolver.instance().getConfig(application);
        return property -> read(config, property);
    }

    /** A value can fail to be read, as one with an expression that leads nowhere. */
    private static Optional<String> read(Config config, String property) {
        try {
            return config.getOptionalValue(property, String.class);
        } catch (IllegalArgumentException | NoSuchElementException unreadable) {
            throw new IllegalArgumentException(
                    "configuration property " + property + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }
}
