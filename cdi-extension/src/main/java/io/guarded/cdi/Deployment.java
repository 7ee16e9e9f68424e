package io.guarded.cdi;

import io.guarded.LockDefinitionException;
import io.guarded.LockManager;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Goes from what the container has shown to the guards of the application, or to all mistakes in them. */
final class Deployment {

    private final Found found = new Found();
    private final Managers managers = new Managers();
    private final Mistakes mistakes = new Mistakes();
    private List<Definition> definitions = List.of();
    private @Nullable GuardTable table;
    private volatile @Nullable Guards guards;

    Found found() {
        return found;
    }

    Managers managers() {
        return managers;
    }

    boolean needsManager() {
        return found.managers.isEmpty();
    }

    Guards guards() {
        if (guards == null) {
            throw new IllegalStateException(
                    "a guarded method can be called when the application is deployed, not before");
        }
        return guards;
    }

    /**
     * Compiles the table.
     *
     * @return all mistakes found, if one of them is of the kind for which containers stop before the validation, so that
     *     their message would be the only one; else nothing yet
     */
    List<LockDefinitionException> compile(BeanManager beans) {
        Map<Class<?>, Map<Method, GuardRow>> rows = new HashMap<>();
        Definitions applying = new Definitions(beans);
        Spans spans = Spans.load();
        RowCompiler compiler = new RowCompiler(applying, spans, mistakes);
        boolean stops = false;
        for (AnnotatedType<?> type : found.types.values()) {
            BeanMethods methods = BeanMethods.of(type);
            stops |= new BeanCheck(applying, methods, mistakes).run();
            Map<Method, GuardRow> compiled = compiler.rows(methods);
            if (!compiled.isEmpty()) {
                rows.put(type.getJavaClass(), compiled);
            }
        }
        definitions = compiler.seen();
        table = new GuardTable(rows, spans, beans);
        return stops ? mistakes.all() : List.of();
    }

    /** Makes the manager and validates with it what only it knows. */
    List<LockDefinitionException> validate(BeanManager beans) {
        try {
            connect(beans);
        } catch (LockDefinitionException mistake) {
            mistakes.add(mistake);
        }
        if (!mistakes.isEmpty()) {
            managers.close();
        }
        found.clear();
        definitions = List.of();
        return mistakes.all();
    }

    private void connect(BeanManager beans) {
        GuardTable compiled = Objects.requireNonNull(table, "table");
        ClassLoader application = Managers.applicationLoader();
        Function<String, Optional<String>> configuration = Configuration.find(application);
        ServerSurroundings surroundings = new ServerSurroundings(streamStart(configuration), application);
        guards = new GuardedCalls(compiled, manager(beans, configuration, surroundings), surroundings);
    }

    private static Duration streamStart(Function<String, Optional<String>> configuration) {
        try {
            return StreamStart.read(configuration);
        } catch (IllegalArgumentException invalid) {
            throw Mistake.NO_MANAGER.at(Site.DEPLOYMENT, invalid.getMessage());
        }
    }

    private Supplier<LockManager> manager(
            BeanManager beans, Function<String, Optional<String>> configuration, Surroundings surroundings) {
        if (!needsManager()) {
            TypeCheck.withoutManager(mistakes).run(definitions);
            return Managers.own(beans, Set.copyOf(found.managers));
        }
        LockManager standard = managers.makeStandard(beans, found.providers, configuration, surroundings);
        TypeCheck.with(standard, mistakes).run(definitions);
        return () -> standard;
    }
}
