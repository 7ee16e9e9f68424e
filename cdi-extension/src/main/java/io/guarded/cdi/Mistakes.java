package io.guarded.cdi;

import io.guarded.LockDefinitionException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects mistakes, so that a deployment hears of all of them at once. One that many methods share is kept once. */
final class Mistakes {

    private final Map<String, LockDefinitionException> byMessage = new LinkedHashMap<>();

    void add(Mistake mistake, Site site, @Nullable Object... details) {
        add(mistake.at(site, details));
    }

    void add(LockDefinitionException mistake) {
        byMessage.putIfAbsent(String.valueOf(mistake.getMessage()), mistake);
    }

    void addAll(Collection<LockDefinitionException> more) {
        more.forEach(this::add);
    }

    boolean isEmpty() {
        return byMessage.isEmpty();
    }

    List<LockDefinitionException> all() {
        return List.copyOf(byMessage.values());
    }

    /** Throws the first mistake with the others as suppressed, where only one can be thrown: at a call. */
    void throwIfAny() {
        List<LockDefinitionException> all = all();
        if (!all.isEmpty()) {
            LockDefinitionException first = all.get(0);
            all.subList(1, all.size()).forEach(first::addSuppressed);
            throw first;
        }
    }
}
