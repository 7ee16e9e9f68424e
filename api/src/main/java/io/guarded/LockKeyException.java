package io.guarded;

import jakarta.ejb.ApplicationException;
import org.jspecify.annotations.Nullable;

/**
 * Tells that a value which belongs into the name of a lock is null or blank. Nothing was acquired and nothing ran. HTTP 400.
 *
 * @since 1.0
 */
@ApplicationException(rollback = true, inherited = true)
public final class LockKeyException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** The name of the parameter. */
    private final String parameter;

    /**
     * Makes the exception.
     *
     * @param parameter the parameter, or its property path, whose value is missing
     * @param message what is wrong
     */
    public LockKeyException(String parameter, String message) {
        super(message);
        this.parameter = parameter;
    }

    /**
     * Checks a value that is to become part of a name.
     *
     * @param parameter what the value is called in the message
     * @param value the value
     * @return the value, which is neither null nor blank
     * @throws LockKeyException if the value is null or blank
     */
    public static String requireValue(String parameter, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new LockKeyException(
                    parameter,
                    parameter + " is " + (value == null ? "null" : "blank") + "; a lock name needs a value here");
        }
        return value;
    }

    /**
     * Names the parameter.
     *
     * @return the parameter, or its property path
     */
    public String parameter() {
        return parameter;
    }
}
