package io.guarded.cdi;

import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The guards of a deployment. Immutable, but for what is compiled at a first call: for the object of an InterceptionFactory,
 * or a message-driven bean outside of all bean archives, which no event of the deployment shows.
 */
final class GuardTable {

    /** By what an interceptor knows of a call: the class of its target, often a generated one, and the method. */
    private final Map<Class<?>, Map<Method, GuardRow>> found = new ConcurrentHashMap<>();

    private final Map<Class<?>, Map<Method, GuardRow>> rows;
    private final Overrides overrides;
    private final Spans spans;
    private final BeanManager beans;

    GuardTable(Map<Class<?>, Map<Method, GuardRow>> rows, Overrides overrides, Spans spans, BeanManager beans) {
        this.rows = Map.copyOf(rows);
        this.overrides = overrides;
        this.spans = spans;
        this.beans = beans;
    }

    /**
     * Gives the row of a call.
     *
     * @throws io.guarded.LockDefinitionException if there is none and none can be made
     */
    GuardRow row(Class<?> target, Method method) {
        Map<Method, GuardRow> known = found.get(target);
        GuardRow row = known == null ? null : known.get(method);
        return row == null ? look(target, method) : row;
    }

    private GuardRow look(Class<?> target, Method method) {
        return found.computeIfAbsent(target, first -> new ConcurrentHashMap<>())
                .computeIfAbsent(method, called -> find(target, called));
    }

    /** Whether a bean with such a guarded method was seen at deployment. */
    boolean knows(Class<?> target, Method method) {
        return rows.getOrDefault(written(target), Map.of()).keySet().stream().anyMatch(known -> isMeant(known, method));
    }

    private GuardRow find(Class<?> target, Method method) {
        Class<?> bean = written(target);
        GuardRow row = rows.getOrDefault(bean, Map.of()).get(method);
        return row == null ? compile(bean, method) : row;
    }

    /** Looks behind the subclasses that containers generate. One that somebody has written has guards of its own. */
    private static Class<?> written(Class<?> target) {
        return target.isSynthetic() && target.getSuperclass() != null ? written(target.getSuperclass()) : target;
    }

    /** Says what a deployment says of what it sees, but for the comparison of names with each other. */
    private GuardRow compile(Class<?> bean, Method method) {
        Mistakes mistakes = new Mistakes();
        Definitions definitions = new Definitions(beans);
        RowCompiler compiler = new RowCompiler(definitions, overrides, spans, mistakes);
        AnnotatedType<?> type = beans.createAnnotatedType(bean);
        BeanMethods methods = BeanMethods.of(type, MessageDriven.is(type));
        new BeanCheck(definitions, methods, mistakes).run();
        List<AnnotatedMethod<?>> meant = methods.business().stream()
                .filter(candidate -> isMeant(candidate.getJavaMember(), method))
                .toList();
        Map<Method, GuardRow> compiled = compiler.rows(new BeanMethods(type, meant, methods.isEjb()));
        mistakes.throwIfAny();
        if (compiled.size() != 1) {
            throw Mistake.NO_DEFINITION.at(Site.of(bean, method, ""));
        }
        Disabled.warn(compiler.seen());
        return compiled.values().iterator().next();
    }

    /** A bridge method stands for the one with its name whose parameters are narrower. */
    private static boolean isMeant(Method candidate, Method called) {
        Class<?>[] narrow = candidate.getParameterTypes();
        Class<?>[] wide = called.getParameterTypes();
        if (!candidate.getName().equals(called.getName()) || narrow.length != wide.length) {
            return false;
        }
        return called.isBridge() ? isNarrower(narrow, wide) : Arrays.equals(narrow, wide);
    }

    private static boolean isNarrower(Class<?>[] narrow, Class<?>[] wide) {
        for (int i = 0; i < narrow.length; i++) {
            if (!wide[i].isAssignableFrom(narrow[i])) {
                return false;
            }
        }
        return true;
    }
}
