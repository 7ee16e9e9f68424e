package io.guarded.cdi;

import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Asks the server for the name of the application that is being deployed: the same for all modules of an EAR. */
final class ApplicationName {

    private ApplicationName() {}

    @SuppressWarnings("BanJNDI") // a constant name, which the server alone fills
    static Optional<String> find() {
        try {
            return Optional.ofNullable(new InitialContext().lookup("java:app/AppName"))
                    .filter(String.class::isInstance)
                    .map(String.class::cast);
        } catch (NamingException unknown) {
            return Optional.empty();
        }
    }
}
