package io.guarded.cdi;

import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Asks the server for what it offers under a name. */
final class Naming {

    private Naming() {}

    @SuppressWarnings("BanJNDI") // constant names, which the server alone fills
    static <T> Optional<T> find(String name, Class<T> type) {
        try {
            return Optional.ofNullable(new InitialContext().lookup(name))
                    .filter(type::isInstance)
                    .map(type::cast);
        } catch (NamingException absent) {
            return Optional.empty();
        }
    }
}
