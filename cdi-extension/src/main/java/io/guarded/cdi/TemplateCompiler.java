package io.guarded.cdi;

import io.guarded.cdi.Template.Piece;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compiles the template of one method of one bean; what is wrong with it goes to the mistakes. */
final class TemplateCompiler {

    private final AnnotatedMethod<?> method;
    private final ParameterNames names;
    private final GenericTypes types;
    private final Site site;
    private final Mistakes mistakes;

    TemplateCompiler(Definition definition, Mistakes mistakes) {
        this.method = definition.method();
        this.names = ParameterNames.of(method);
        this.types = GenericTypes.seenFrom(definition.bean());
        this.site = definition.methodSite();
        this.mistakes = mistakes;
    }

    /** Gives the template, which is complete only if no mistake was added. */
    Template compile(List<Token> tokens) {
        names.namedTwice().ifPresent(twice -> mistakes.add(Mistake.NAMED_TWICE, site, twice));
        List<Piece> pieces = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        for (Token token : tokens) {
            if (token.isPlaceholder()) {
                String before = literal.toString();
                placeholder(token.text()).ifPresent(found -> pieces.add(new Piece(before, found)));
                literal.setLength(0);
            } else {
                literal.append(token.text());
            }
        }
        return new Template(pieces, literal.toString());
    }

    private Optional<Placeholder> placeholder(String path) {
        List<String> steps = List.of(path.split("\\.", -1));
        int index = names.indexOf(steps.get(0));
        if (index < 0) {
            mistakes.add(names.areMissing() ? Mistake.NAMES_MISSING : Mistake.UNKNOWN_PLACEHOLDER, site, path, names);
            return Optional.empty();
        }
        Type type = types.resolve(method.getJavaMember().getGenericParameterTypes()[index]);
        return properties(path, steps.subList(1, steps.size()), type)
                .flatMap(properties -> placeholder(path, index, properties, last(properties, type)));
    }

    private Optional<Placeholder> placeholder(String path, int index, List<Property> properties, Type last) {
        if (!OwnText.isPossible(last)) {
            mistakes.add(Mistake.NO_TEXT, site, path, last.getTypeName());
            return Optional.empty();
        }
        return Optional.of(new Placeholder(path, index, properties, OwnText.isSure(last)));
    }

    private Optional<List<Property>> properties(String path, List<String> steps, Type from) {
        List<Property> properties = new ArrayList<>();
        Type type = from;
        for (String step : steps) {
            Optional<Property> property = Property.of(type, step);
            if (property.isEmpty()) {
                mistakes.add(Mistake.UNKNOWN_PROPERTY, site, path, step, type.getTypeName());
                return Optional.empty();
            }
            properties.add(property.get());
            type = property.get().type();
        }
        return Optional.of(List.copyOf(properties));
    }

    private static Type last(List<Property> properties, Type parameter) {
        return properties.isEmpty()
                ? parameter
                : properties.get(properties.size() - 1).type();
    }
}
