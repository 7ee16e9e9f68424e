package io.guarded.cdi;

import io.guarded.Guarded;
import io.guarded.Guarded.OnLost;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the rows of a bean class: everything about a guard that can be known before a call. */
final class RowCompiler {

    private final Definitions definitions;
    private final Overrides overrides;
    private final Spans spans;
    private final Mistakes mistakes;
    private final Carriers carriers;
    private final List<Definition> seen = new ArrayList<>();

    RowCompiler(Definitions definitions, Overrides overrides, Spans spans, Mistakes mistakes) {
        this.definitions = definitions;
        this.overrides = overrides;
        this.spans = spans;
        this.mistakes = mistakes;
        this.carriers = new Carriers(spans, mistakes);
    }

    /** Compiles all guarded methods of a bean class; a method that is overridden has the row of its override. */
    Map<Method, GuardRow> rows(BeanMethods methods) {
        Map<Method, GuardRow> rows = new HashMap<>();
        for (AnnotatedMethod<?> method : methods.business()) {
            definitions
                    .of(methods.type(), method, mistakes)
                    .map(written -> overrides.apply(written, mistakes))
                    .flatMap(definition -> row(methods, definition))
                    .ifPresent(row -> rows.put(method.getJavaMember(), row));
        }
        for (AnnotatedMethod<?> method : methods.all()) {
            GuardRow row = rows.get(methods.lastOverrideOf(method).getJavaMember());
            if (row != null) {
                rows.put(method.getJavaMember(), row);
            }
        }
        return Map.copyOf(rows);
    }

    /** Gives what was compiled so far, with what could not be. */
    List<Definition> seen() {
        return List.copyOf(seen);
    }

    private Optional<GuardRow> row(BeanMethods methods, Definition definition) {
        seen.add(definition);
        new PublicCheck(mistakes).run(methods, definition);
        boolean isUsable = new MemberCheck(definition, mistakes).run();
        Optional<Carrier> carrier = carriers.of(definition);
        Optional<Span> span = span(definition);
        Optional<Template> template = tokens(definition).map(tokens -> template(definition, tokens));
        return span.isEmpty() || template.isEmpty() || !isUsable
                ? Optional.empty()
                : Optional.of(row(definition, template.get(), span.get(), carrier.orElse(null)));
    }

    private static GuardRow row(Definition definition, Template template, Span span, @Nullable Carrier carrier) {
        Guarded guarded = definition.guarded();
        Refusal refusal = Refusal.of(definition);
        LockSource locks = LockSource.of(template, LockTerms.of(guarded), definition.methodSite(), refusal.guard());
        BusyAnswer whenBusy = new BusyAnswer(guarded.onBusy(), definition.returned(), span);
        return new GuardRow(
                definition.isEnabled(),
                locks,
                WaitTime.of(guarded),
                whenBusy,
                span,
                carrier,
                guarded.onLost(),
                refusal);
    }

    private Optional<Span> span(Definition definition) {
        Class<?> returned = definition.returned();
        Optional<Span> span = spans.choose(definition);
        if (span.isEmpty()) {
            mistakes.add(Mistake.UNGUARDED_RESULT, definition.methodSite(), returned.getName());
        }
        if (span.filter(Span::hasContents).isPresent()) {
            checkContent(definition);
        }
        if (definition.guarded().onLost() == OnLost.INTERRUPT
                && !span.map(Spans::endsWithTheCall).orElse(true)) {
            mistakes.add(Mistake.INTERRUPT_LATER, definition.methodSite(), returned.getName());
        }
        return span;
    }

    /** What a stage ends with goes on as what a method returns does. */
    private void checkContent(Definition definition) {
        Class<?> content = definition.content();
        if (spans.choose(content, definition.methodSite()).isEmpty()) {
            mistakes.add(Mistake.UNGUARDED_RESULT, definition.methodSite(), content.getName());
        }
    }

    private Template template(Definition definition, List<Token> tokens) {
        return new TemplateCompiler(definition, mistakes).compile(tokens);
    }

    private Optional<List<Token>> tokens(Definition definition) {
        if (definition.name().isBlank()) {
            mistakes.add(Mistake.BLANK_NAME, definition.ownSite());
            return Optional.empty();
        }
        try {
            List<Token> tokens = Token.read(definition.name());
            checkApart(definition, tokens);
            return Optional.of(tokens);
        } catch (IllegalArgumentException malformed) {
            mistakes.add(Mistake.MALFORMED_TEMPLATE, definition.ownSite(), malformed.getMessage());
            return Optional.empty();
        }
    }

    /** Values are escaped and so without a ':'; one in the text between two of them shows where the first ends. */
    private void checkApart(Definition definition, List<Token> tokens) {
        Token last = null;
        for (Token token : tokens) {
            if (last != null && token.isPlaceholder()) {
                mistakes.add(Mistake.PLACEHOLDERS_MEET, definition.ownSite(), last.text(), token.text());
            }
            if (token.isPlaceholder()) {
                last = token;
            } else if (token.text().contains(":")) {
                last = null;
            }
        }
    }
}
