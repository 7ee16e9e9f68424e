package io.guarded.cdi;

import io.guarded.LockDefinitionException;
import io.guarded.LockManager;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Method;
import java.util.List;
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
    private volatile @Nullable GuardedCalls calls;
    private volatile @Nullable GuardTable table;
    private final WaitTimes waits = new WaitTimes();
    private volatile Optional<String> consoleRole = Optional.empty();

    Found found() {
        return found;
    }

    Managers managers() {
        return managers;
    }

    boolean needsManager() {
        return found.managers.isEmpty();
    }

    boolean needsHandle() {
        return !found.hasHandle;
    }

    /** Also if another module of the application does so: who asks need not be asked in the container of that module. */
    boolean isGuarded(Class<?> type, Method method) {
        return isGuardedHere(type, method) || managers.isGuarded(type, method);
    }

    private boolean isGuardedHere(Class<?> type, Method method) {
        GuardTable known = table;
        return known != null && known.knows(type, method);
    }

    /** Gives what operators may use, nothing if that is not wanted. */
    Optional<Console> console() {
        return consoleRole.map(role -> new Console(role, managers.standard(), waits));
    }

    Guards guards() {
        return this::calls;
    }

    private GuardedCalls calls() {
        GuardedCalls known = calls;
        if (known == null) {
            throw new IllegalStateException(
                    "a guarded method can be called when the application is deployed, not before");
        }
        return known;
    }

    /**
     * Looks at where the guards stand.
     *
     * @return all mistakes found, if one of them is of the kind for which containers stop before the validation, so that
     *     their message would be the only one; else nothing yet
     */
    List<LockDefinitionException> check(BeanManager beans) {
        Definitions definitions = new Definitions(beans);
        boolean stops = false;
        for (BeanMethods methods : found.beans()) {
            stops |= new BeanCheck(definitions, methods, mistakes).run();
        }
        if (stops) {
            Function<String, Optional<String>> configuration = configuration();
            compile(beans, configuration);
            HttpTerms.read(configuration, mistakes);
            StreamStart.read(configuration, mistakes);
        }
        return stops ? mistakes.all() : List.of();
    }

    /** Only when all extensions have had their turn: that of MicroProfile Config may be one of them. */
    private Compilation compile(BeanManager beans, Function<String, Optional<String>> configuration) {
        Overrides overrides = Overrides.read(configuration, mistakes);
        return Compilation.of(found.beans(), beans, overrides, mistakes);
    }

    private static Function<String, Optional<String>> configuration() {
        return Configuration.find(Managers.applicationLoader());
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
        return mistakes.all();
    }

    private void connect(BeanManager beans) {
        Function<String, Optional<String>> configuration = configuration();
        Compilation compiled = compile(beans, configuration);
        HttpTerms.read(configuration, mistakes);
        consoleRole = ConsoleTerms.read(configuration, needsManager(), mistakes);
        ServerSurroundings surroundings =
                new ServerSurroundings(StreamStart.read(configuration, mistakes), Managers.applicationLoader());
        Application application =
                managers.join(new Application.Module(new CdiBeans(beans), found.providerTypes(), this::isGuardedHere));
        Supplier<LockManager> manager = manager(beans, compiled.definitions(), configuration, surroundings);
        table = compiled.table();
        calls = new GuardedCalls(compiled.table(), manager, surroundings, application.transactions());
        if (mistakes.isEmpty()) {
            Disabled.warn(compiled.definitions());
        }
    }

    private Supplier<LockManager> manager(
            BeanManager beans,
            List<Definition> definitions,
            Function<String, Optional<String>> configuration,
            Surroundings surroundings) {
        if (!needsManager()) {
            TypeCheck.withoutManager(mistakes).run(definitions);
            return Managers.own(beans, Set.copyOf(found.managers));
        }
        Onlookers onlookers = Onlookers.find(beans, found);
        consoleRole.ifPresent(role -> onlookers.add(waits));
        Optional<LockManager> standard =
                managers.makeStandard(beans, found.providers, configuration, surroundings, onlookers, mistakes);
        standard.map(made -> TypeCheck.with(made, mistakes))
                .orElseGet(() -> TypeCheck.withoutManager(mistakes))
                .run(definitions);
        return standard::orElseThrow;
    }
}
