package io.guarded.cdi;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one property of a value: a record component, a getter or a public field, in this order. */
record Property(MethodHandle reader, Type type) {

    private static final MethodType READER = MethodType.methodType(Object.class, Object.class);

    static Optional<Property> of(Type owner, String name) {
        Class<?> raw = GenericTypes.raw(owner);
        GenericTypes types = GenericTypes.seenFrom(owner);
        String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        Stream<String> getters = Stream.of(raw.isRecord() ? name : "", "get" + capital, "is" + capital);
        return getters.flatMap(getter -> getter(raw, getter).stream())
                .findFirst()
                .flatMap(method -> of(method, types.resolve(method.getGenericReturnType())))
                .or(() -> field(raw, name).flatMap(field -> of(field, types.resolve(field.getGenericType()))));
    }

    private static Optional<Method> getter(Class<?> owner, String name) {
        return Stream.of(owner.getMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == 0)
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isBridge())
                .filter(method -> method.getReturnType() != void.class && method.getDeclaringClass() != Object.class)
                .filter(method -> !name.startsWith("is") || isTruth(method.getReturnType()) || owner.isRecord())
                .findFirst();
    }

    private static boolean isTruth(Class<?> type) {
        return type == boolean.class || type == Boolean.class;
    }

    private static Optional<Field> field(Class<?> owner, String name) {
        return Stream.of(owner.getFields())
                .filter(field -> field.getName().equals(name) && !Modifier.isStatic(field.getModifiers()))
                .findFirst();
    }

    private static Optional<Property> of(AccessibleObject member, Type type) {
        try {
            return Optional.of(new Property(unreflect(member).asType(READER), type));
        } catch (IllegalAccessException | InaccessibleObjectException hidden) {
            return Optional.empty();
        }
    }

    /** A public member of a class that is not public needs to be opened first, as for any reader of beans. */
    private static MethodHandle unreflect(AccessibleObject member) throws IllegalAccessException {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        if (!isOpen(member)) {
            member.setAccessible(true);
        }
        return member instanceof Method method ? lookup.unreflect(method) : lookup.unreflectGetter((Field) member);
    }

    private static boolean isOpen(AccessibleObject member) {
        Class<?> owner =
                member instanceof Method method ? method.getDeclaringClass() : ((Field) member).getDeclaringClass();
        return Modifier.isPublic(owner.getModifiers()) && owner.getModule().isExported(owner.getPackageName());
    }

    @Nullable
    Object read(Object value) {
        try {
            return (Object) reader.invokeExact(value);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException("a property that belongs into the name of a lock cannot be read", failure);
        }
    }
}
