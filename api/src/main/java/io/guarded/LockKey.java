package io.guarded;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a parameter the name by which {@link Guarded#name()} refers to it, whether or not the class was compiled with
 * {@code -parameters}.
 *
 * @since 1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface LockKey {

    /**
     * Names the parameter.
     *
     * @return the name as it stands between the braces of the template
     */
    String value();
}
