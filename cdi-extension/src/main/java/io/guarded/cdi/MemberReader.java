package io.guarded.cdi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads what the configuration says about the members of one definition. As in MicroProfile Fault Tolerance a property for
 * the method comes before one for the bean class, and that before one for all.
 */
final class MemberReader {

    private final String ofMethod;
    private final String ofClass;
    private final PropertyReader reader;
    private final List<String> used = new ArrayList<>();

    MemberReader(Definition definition, PropertyReader reader) {
        this.ofClass = definition.bean().getName() + "/";
        this.ofMethod = ofClass + definition.javaMethod().getName() + "/";
        this.reader = reader;
    }

    /** Gives the properties that were found so far. */
    List<String> used() {
        return List.copyOf(used);
    }

    String text(String member, String otherwise) {
        return property(member).flatMap(reader::text).orElse(otherwise);
    }

    long number(String member, long otherwise) {
        return property(member).flatMap(reader::number).orElse(otherwise);
    }

    /** What does not fit becomes the nearest that does, which is no less wrong. */
    int whole(String member, int otherwise) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number(member, otherwise)));
    }

    boolean truth(String member, boolean otherwise) {
        return property(member).flatMap(reader::truth).orElse(otherwise);
    }

    <E extends Enum<E>> E constant(String member, Class<E> type, E otherwise) {
        return property(member)
                .flatMap(property -> reader.constant(property, type))
                .orElse(otherwise);
    }

    private Optional<String> property(String member) {
        Optional<String> nearest = Stream.of(ofMethod, ofClass, "")
                .map(prefix -> prefix + "Guarded/" + member)
                .filter(property -> reader.text(property).isPresent())
                .findFirst();
        nearest.ifPresent(used::add);
        return nearest;
    }
}
