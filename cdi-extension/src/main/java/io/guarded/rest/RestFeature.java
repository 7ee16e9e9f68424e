package io.guarded.rest;

import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.util.List;

/**
 * Registers the answers to refusals. A service of Jakarta REST 3.1 and not found by scanning: an archive in the {@code lib} of
 * an EAR is not scanned everywhere, and nothing is for an application that lists its own classes.
 *
 * @since 1.0
 */
public class RestFeature implements Feature {

    private static final List<Class<?>> MAPPERS = List.of(
            LockExceptionMapper.class,
            LockKeyExceptionMapper.class,
            CompletionExceptionMapper.class,
            UndeclaredThrowableMapper.class);

    /** Makes the feature, for the server. */
    public RestFeature() {}

    /**
     * Registers what can be used here.
     *
     * @param context the application's
     * @return true if something can be: a client has no refusals to answer
     */
    @Override
    public boolean configure(FeatureContext context) {
        if (context.getConfiguration().getRuntimeType() == RuntimeType.CLIENT) {
            return false;
        }
        MAPPERS.forEach(mapper -> register(context, mapper));
        if (isThere("jakarta.ejb.EJBException")) {
            register(context, EjbExceptionMapper.class);
        }
        return true;
    }

    private static void register(FeatureContext context, Class<?> mapper) {
        Configuration known = context.getConfiguration();
        if (!known.isRegistered(mapper)) {
            context.register(mapper);
        }
    }

    private static boolean isThere(String type) {
        try {
            Class.forName(type, false, RestFeature.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
