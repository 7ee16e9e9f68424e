package io.guarded.cdi;

import java.util.Optional;
import java.util.function.Function;

/** Reads who may use the console. There is no role by default: nobody is let in because a role happens to exist. */
final class ConsoleTerms {

    private static final String ENABLED = "guarded.console.enabled";
    private static final String ROLE = "guarded.console.role";

    private ConsoleTerms() {}

    /** Gives the role, nothing if the console is off. */
    static Optional<String> read(
            Function<String, Optional<String>> configuration, boolean hasManager, Mistakes mistakes) {
        PropertyReader reader = new PropertyReader(configuration, mistakes);
        if (!reader.truth(ENABLED).orElse(false)) {
            return Optional.empty();
        }
        Optional<String> role = reader.text(ROLE);
        if (role.isEmpty()) {
            mistakes.add(Mistake.CONSOLE_WITHOUT_ROLE, Site.DEPLOYMENT, ENABLED, ROLE);
        }
        if (!hasManager) {
            mistakes.add(Mistake.CONSOLE_WITHOUT_MANAGER, Site.DEPLOYMENT, ENABLED);
        }
        return role.filter(who -> hasManager);
    }
}
