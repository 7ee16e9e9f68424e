package io.guarded.cdi;

import io.guarded.Guarded;
import io.guarded.LockManager;
import io.guarded.LockSpec;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Checks the guards with each other and with the manager: types that are unknown, names that are defined differently. */
final class TypeCheck {

    /** On what terms a name is used, and where. */
    private record Use(String type, String lease, Site site) {}

    private final Map<String, Use> byName = new HashMap<>();
    private final UnaryOperator<String> resolver;
    private final Mistakes mistakes;

    private TypeCheck(UnaryOperator<String> resolver, Mistakes mistakes) {
        this.resolver = resolver;
        this.mistakes = mistakes;
    }

    /** Checks with a manager, which alone knows its providers and the default. */
    static TypeCheck with(LockManager manager, Mistakes mistakes) {
        LockSpec any = LockSpec.of("any");
        return new TypeCheck(
                type -> manager.create(type.isEmpty() ? any : any.type(type)).type(), mistakes);
    }

    /** Checks without one, where it cannot be asked yet: then the default type agrees with each. */
    static TypeCheck withoutManager(Mistakes mistakes) {
        return new TypeCheck(UnaryOperator.identity(), mistakes);
    }

    void run(Collection<Definition> definitions) {
        definitions.stream()
                .filter(Definition::isEnabled)
                .sorted(Comparator.comparing(
                        definition -> definition.methodSite().place()))
                .forEach(this::check);
    }

    private void check(Definition definition) {
        Use use = new Use(type(definition), lease(definition.guarded()), definition.methodSite());
        Use other = byName.putIfAbsent(definition.name(), use);
        if (other != null) {
            compare(use.type(), other.type(), Mistake.TYPE_CONFLICT, use, other);
            compare(use.lease(), other.lease(), Mistake.LEASE_CONFLICT, use, other);
        }
    }

    /** Gives the resolved type; empty if it is not known. */
    private String type(Definition definition) {
        try {
            return resolver.apply(definition.guarded().type());
        } catch (IllegalArgumentException unknown) {
            mistakes.add(Mistake.UNKNOWN_TYPE, definition.ownSite(), unknown.getMessage());
            return "";
        }
    }

    private static String lease(Guarded guarded) {
        if (guarded.lease() == Guarded.RENEWED) {
            return "renewed";
        }
        boolean isTime = LockTerms.fits(guarded.lease(), guarded.unit());
        return isTime ? LockTerms.time(guarded.lease(), guarded.unit()).toString() : "";
    }

    private void compare(String one, String other, Mistake mistake, Use use, Use before) {
        if (!one.isEmpty() && !other.isEmpty() && !one.equals(other)) {
            mistakes.add(mistake, use.site(), one, other, before.site().place());
        }
    }
}
