package io.guarded.cdi;

import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What became of the types that the container has shown: the table of all guards, and the definitions behind them. */
record Compilation(GuardTable table, List<Definition> definitions) {

    static Compilation of(Collection<BeanMethods> found, BeanManager beans, Overrides overrides, Mistakes mistakes) {
        Map<Class<?>, Map<Method, GuardRow>> rows = new HashMap<>();
        Spans spans = Spans.load();
        RowCompiler compiler = new RowCompiler(new Definitions(beans), overrides, spans, mistakes);
        for (BeanMethods methods : found) {
            Map<Method, GuardRow> compiled = compiler.rows(methods);
            if (!compiled.isEmpty()) {
                rows.put(methods.type().getJavaClass(), compiled);
            }
        }
        return new Compilation(new GuardTable(rows, overrides, spans, beans), compiler.seen());
    }
}
