package io.guarded.rest;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;

/**
 * Registers what needs more of Jakarta EE than Jakarta REST. Found by the server.
 *
 * @since 1.0
 */
@Provider
public class RestFeature implements Feature {

    /** Makes the feature, for the server. */
    public RestFeature() {}

    /**
     * Registers what can be used here.
     *
     * @param context the application's
     * @return true
     */
    @Override
    public boolean configure(FeatureContext context) {
        if (isThere("jakarta.ejb.EJBException")) {
            context.register(EjbExceptionMapper.class);
        }
        return true;
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
