package io.guarded.cdi;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.stream.Collectors;

/** Says loudly which methods run without their guard because the configuration wants it so. */
final class Disabled {

    private static final Logger LOG = System.getLogger(Disabled.class.getPackageName());

    private Disabled() {}

    static void warn(Collection<Definition> definitions) {
        String methods = definitions.stream()
                .filter(definition -> !definition.isEnabled())
                .map(definition -> definition.methodSite().place())
                .sorted()
                .collect(Collectors.joining(System.lineSeparator() + "  "));
        if (!methods.isEmpty()) {
            LOG.log(Level.WARNING, "these methods run WITHOUT their lock:" + System.lineSeparator() + "  " + methods);
        }
    }
}
