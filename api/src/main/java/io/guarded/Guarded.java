package io.guarded;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;

/**
 * Makes a method run in one place at a time, where {@link #type()} is the provider that stores the lock (not READ or
 * WRITE, which {@code type} means in Jakarta Concurrency 3.2's {@code @Lock}).
 *
 * <p>The call waits up to {@link #timeout()} for the lock of that {@link #name()}, runs the body, and gives the lock back
 * after it. If the lock cannot be had the body does not run and the call ends with a {@link LockException} that says why.
 * A body is never run without its lock.
 *
 * <p>If the method returns a {@link java.util.concurrent.CompletionStage} or a {@code StreamingOutput} of Jakarta REST, the
 * lock is kept until that work has ended, not only until the method has returned.
 *
 * <p>On a class it applies to every business method of it; on a method it replaces that of the class whole.
 *
 * <p>Not intercepted, as always with interceptors: a call that a bean makes to itself through {@code this}, private and
 * static methods, and objects that were made with {@code new}.
 *
 * @see LockManager the same locks by hand
 * @since 1.0
 */
@InterceptorBinding
@Inherited
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Guarded {

    /** The type of the provider that keeps its locks in this JVM. */
    String THREADING = "threading";

    /** The type of the provider that keeps its locks in Redis, for all nodes that use it. */
    String REDIS = "redis";

    /** The {@link #timeout()} that makes one try and does not wait. */
    long IMMEDIATE = 0;

    /** The {@link #timeout()} that waits without limit. */
    long UNLIMITED = -1;

    /**
     * Names the lock: a template in which <code>{parameter}</code> and <code>{parameter.property.path}</code> stand for
     * values of the method's parameters (record components, getters, public fields).
     *
     * <p>Values are escaped with {@link LockName#escape(String)}, so that two different pairs of values never meet in one
     * name; two placeholders need a {@code :} between them for that. A value that is null or blank ends the call with
     * {@link LockKeyException}. Parameters are known by their names in the class file (compile with {@code -parameters}) or
     * by {@link LockKey}.
     *
     * @return the template; empty, the default, is the bean class, with "." and the method's name if it stands on a method
     */
    @Nonbinding
    String name() default "";

    /**
     * Says which provider stores the lock.
     *
     * @return the provider's type; empty, the default, is the configuration's {@code guarded.default-type}, which is
     *     {@link #THREADING} unless it is set
     */
    @Nonbinding
    String type() default "";

    /**
     * Says how long a call waits for the lock; it does not limit how long the body runs.
     *
     * @return the wait time in {@link #unit()}s; {@link #IMMEDIATE} (0) for one try, {@link #UNLIMITED} (-1) for a wait
     *     without limit; other negative numbers fail the deployment. The default is 60
     */
    @Nonbinding
    long timeout() default 60;

    /**
     * Gives the unit of {@link #timeout()}.
     *
     * @return the unit; the default is seconds
     */
    @Nonbinding
    TimeUnit unit() default TimeUnit.SECONDS;

    /**
     * Makes instances of {@link Guarded}, for extensions that add it to a type.
     *
     * @since 1.0
     */
    final class Literal extends AnnotationLiteral<Guarded> implements Guarded {
        private static final long serialVersionUID = 1L;

        private final String name;
        private final String type;
        private final long timeout;
        private final TimeUnit unit;

        private Literal(String name, String type, long timeout, TimeUnit unit) {
            this.name = name;
            this.type = type;
            this.timeout = timeout;
            this.unit = unit;
        }

        /**
         * Makes an annotation with the given members.
         *
         * @param name as {@link Guarded#name()}
         * @param type as {@link Guarded#type()}
         * @param timeout as {@link Guarded#timeout()}
         * @param unit as {@link Guarded#unit()}
         * @return the annotation
         */
        public static Literal of(String name, String type, long timeout, TimeUnit unit) {
            return new Literal(name, type, timeout, unit);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String type() {
            return type;
        }

        @Override
        public long timeout() {
            return timeout;
        }

        @Override
        public TimeUnit unit() {
            return unit;
        }
    }
}
