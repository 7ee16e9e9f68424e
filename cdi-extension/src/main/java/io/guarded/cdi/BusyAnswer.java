package io.guarded.cdi;

import io.guarded.Guarded.OnBusy;
import io.guarded.LockBusyException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a call ends with that finds its lock busy: the refusal, or nothing, in the shape that its return type has for it. */
record BusyAnswer(OnBusy onBusy, Class<?> returned, Span span) {

    private static final Map<Class<?>, Object> EMPTY = Map.of(
            Optional.class, Optional.empty(),
            OptionalInt.class, OptionalInt.empty(),
            OptionalLong.class, OptionalLong.empty(),
            OptionalDouble.class, OptionalDouble.empty());

    /** Tells whether there is a nothing for a return type. */
    static boolean hasNothing(Class<?> returned) {
        return returned == void.class || !returned.isPrimitive();
    }

    /**
     * Gives the nothing of a skipped call.
     *
     * @throws LockBusyException the refusal itself, if the call is not to be skipped
     */
    @Nullable
    Object to(LockBusyException refusal) {
        if (onBusy == OnBusy.FAIL) {
            throw refusal;
        }
        Object empty = EMPTY.get(returned);
        return empty == null ? span.nothing() : empty;
    }
}
