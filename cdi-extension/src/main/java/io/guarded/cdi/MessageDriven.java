package io.guarded.cdi;

import jakarta.enterprise.inject.spi.AnnotatedType;
import java.lang.reflect.Modifier;

/** Knows message-driven beans, which are no beans to CDI: no event shows them but that of their type. */
final class MessageDriven {

    /** By name, because the API may be absent. */
    private static final String ANNOTATION = "jakarta.ejb.MessageDriven";

    private MessageDriven() {}

    static boolean is(AnnotatedType<?> type) {
        return !Modifier.isAbstract(type.getJavaClass().getModifiers())
                && type.getAnnotations().stream()
                        .anyMatch(annotation ->
                                annotation.annotationType().getName().equals(ANNOTATION));
    }
}
