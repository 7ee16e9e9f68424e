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
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Makes a method run in one place at a time, where {@link #type()} is the provider that stores the lock (not READ or
 * WRITE, which {@code type} means in Jakarta Concurrency 3.2's {@code @Lock}).
 *
 * <p>The call waits up to {@link #timeout()} for the lock of that {@link #name()}, runs the body, and gives the lock back
 * after it. If the lock cannot be had the body does not run and the call ends with a {@link LockException} that says why.
 * A body is never run without its lock.
 *
 * <p>If the work goes on after the method has returned, the lock is kept until it has ended: for results of type
 * {@link java.util.concurrent.CompletionStage}, {@link java.util.concurrent.Flow.Publisher}, Mutiny's {@code Uni} and
 * {@code Multi} and Jakarta REST's {@code StreamingOutput}, and for parameters of type {@code AsyncResponse} and
 * {@code SseEventSink}. Such a result can be used once.
 *
 * <p>On a class it applies to every business method of it; on a method it replaces that of the class whole. Guarded methods
 * have to be public, with public classes in their signatures; others fail the deployment, because containers do not
 * intercept every call of them.
 *
 * <p>Not intercepted, as always with interceptors: a call that a bean makes to itself through {@code this}, private and
 * static methods, and objects that were made with {@code new}.
 * With Weld nor is an observer, producer or disposer method that the bean itself causes to be called, as by firing the event,
 * while it is in an intercepted call: let it call a guarded method of another bean.
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

    /**
     * The type of the provider that keeps its locks in this JVM, for one application: all modules of an EAR whose library has
     * this module exclude each other, two applications that are deployed apart do not.
     */
    String THREADING = "threading";

    /** The type of the provider that keeps its locks in Redis, for all nodes that use it. */
    String REDIS = "redis";

    /** The {@link #timeout()} that makes one try and does not wait. */
    long IMMEDIATE = 0;

    /** The {@link #timeout()} that waits without limit. */
    long UNLIMITED = -1;

    /** The {@link #lease()} that is renewed until the lock is released. */
    long RENEWED = -1;

    /**
     * Says what a call does that finds the lock busy.
     *
     * @since 1.0
     */
    enum OnBusy {
        /** It ends with {@link LockBusyException}. */
        FAIL,
        /**
         * It does not run the body and gives nothing: null, an empty {@code Optional}, a completed stage of null, an empty
         * publisher.
         */
        SKIP
    }

    /**
     * Says what happens to a call whose lock is lost while its body runs.
     *
     * @since 1.0
     */
    enum OnLost {
        /** The call ends with {@link LockLostException}, even if the body returned; a transaction rolls back. */
        FAIL,
        /**
         * As {@link #FAIL}, and the body's thread is interrupted; for bodies that run on the calling thread. If the body
         * throws {@link InterruptedException} for it, the call ends with {@link LockLostException} all the same.
         */
        INTERRUPT,
        /** The call ends as its body does; only listeners and the {@link LockHandle} know. */
        SIGNAL
    }

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
     * Gives the unit of {@link #timeout()}, {@link #lease()}, {@link #maxHold()} and {@link #atLeast()}.
     *
     * @return the unit; the default is seconds
     */
    @Nonbinding
    TimeUnit unit() default TimeUnit.SECONDS;

    /**
     * Says how long a hold lives in the store.
     *
     * @return {@link #RENEWED} (-1), the default: as long as the work takes, at most {@link #maxHold()}. Else a fixed lease
     *     in {@link #unit()}s, at least 100 ms, which is never renewed: work that takes longer loses its lock. 0 and other
     *     negative numbers fail the deployment
     */
    @Nonbinding
    long lease() default RENEWED;

    /**
     * Limits how long a hold may last, also that of a body that hangs; then the lock is lost and free for others.
     *
     * @return the limit in {@link #unit()}s; 0, the default, is the configuration's {@code guarded.max-hold}, and nothing
     *     beside a fixed {@link #lease()}; negative numbers fail the deployment
     */
    @Nonbinding
    long maxHold() default 0;

    /**
     * Keeps the lock for this long after its acquisition even if the body is quicker, also over the end of the application:
     * for jobs that several nodes start at about one moment.
     *
     * @return the time in {@link #unit()}s; 0, the default, frees the lock at once; negative numbers fail the deployment, and
     *     so does more than a fixed {@link #lease()}
     */
    @Nonbinding
    long atLeast() default 0;

    /**
     * Says what a call does that finds the lock busy. It is about busy only: a store that fails or an interrupt is never
     * skipped over.
     *
     * @return the default is {@link OnBusy#FAIL}
     */
    @Nonbinding
    OnBusy onBusy() default OnBusy.FAIL;

    /**
     * Says what happens to a call whose lock is lost while its body runs.
     *
     * @return the default is {@link OnLost#FAIL}
     */
    @Nonbinding
    OnLost onLost() default OnLost.FAIL;

    /**
     * Asks for a {@linkplain LockHandle#fencingToken() fencing token}, which the body reads from an injected
     * {@link LockHandle}. It costs one command of the store.
     *
     * @return the default is false
     */
    @Nonbinding
    boolean fenced() default false;

    /**
     * Tells the caller of a busy lock something better than the general text.
     *
     * @return a text, or a key of the application's resource bundle; empty, the default, is the general text
     */
    @Nonbinding
    String message() default "";

    /**
     * Says with which status of HTTP a busy lock is answered.
     *
     * @return 429, 409 or 423; 0, the default, is the configuration's {@code guarded.rest.busy-status}, which is 429 unless it
     *     is set; other numbers fail the deployment
     */
    @Nonbinding
    int busyStatus() default 0;

    /**
     * Makes instances of {@link Guarded}, for extensions that add it to a type. Immutable: each method that takes a member
     * gives a changed copy.
     *
     * @since 1.0
     */
    final class Literal extends AnnotationLiteral<Guarded> implements Guarded {
        private static final long serialVersionUID = 1L;

        /** The value of each member, by its name. */
        @SuppressWarnings({"serial", "ImmutableAnnotationChecker"}) // made by Map.copyOf, of constants
        private final Map<String, Object> members;

        private Literal(Map<String, Object> members) {
            this.members = Map.copyOf(members);
        }

        /**
         * Makes an annotation with the given members and the defaults of the others.
         *
         * @param name as {@link Guarded#name()}
         * @param type as {@link Guarded#type()}
         * @param timeout as {@link Guarded#timeout()}
         * @param unit as {@link Guarded#unit()}
         * @return the annotation
         */
        public static Literal of(String name, String type, long timeout, TimeUnit unit) {
            return new Literal(Map.ofEntries(
                    Map.entry("name", name),
                    Map.entry("type", type),
                    Map.entry("timeout", timeout),
                    Map.entry("unit", unit),
                    Map.entry("lease", RENEWED),
                    Map.entry("maxHold", 0L),
                    Map.entry("atLeast", 0L),
                    Map.entry("onBusy", OnBusy.FAIL),
                    Map.entry("onLost", OnLost.FAIL),
                    Map.entry("fenced", false),
                    Map.entry("message", ""),
                    Map.entry("busyStatus", 0)));
        }

        private Literal with(String member, Object value) {
            Map<String, Object> changed = new HashMap<>(members);
            changed.put(member, value);
            return new Literal(changed);
        }

        private long number(String member) {
            return (Long) Objects.requireNonNull(members.get(member));
        }

        private String text(String member) {
            return (String) Objects.requireNonNull(members.get(member));
        }

        /**
         * Sets {@link Guarded#lease()}.
         *
         * @param lease the member
         * @return a changed copy
         */
        public Literal lease(long lease) {
            return with("lease", lease);
        }

        /**
         * Sets {@link Guarded#maxHold()}.
         *
         * @param maxHold the member
         * @return a changed copy
         */
        public Literal maxHold(long maxHold) {
            return with("maxHold", maxHold);
        }

        /**
         * Sets {@link Guarded#atLeast()}.
         *
         * @param atLeast the member
         * @return a changed copy
         */
        public Literal atLeast(long atLeast) {
            return with("atLeast", atLeast);
        }

        /**
         * Sets {@link Guarded#onBusy()}.
         *
         * @param onBusy the member
         * @return a changed copy
         */
        public Literal onBusy(OnBusy onBusy) {
            return with("onBusy", onBusy);
        }

        /**
         * Sets {@link Guarded#onLost()}.
         *
         * @param onLost the member
         * @return a changed copy
         */
        public Literal onLost(OnLost onLost) {
            return with("onLost", onLost);
        }

        /**
         * Sets {@link Guarded#fenced()}.
         *
         * @param fenced the member
         * @return a changed copy
         */
        public Literal fenced(boolean fenced) {
            return with("fenced", fenced);
        }

        /**
         * Sets {@link Guarded#message()}.
         *
         * @param message the member
         * @return a changed copy
         */
        public Literal message(String message) {
            return with("message", message);
        }

        /**
         * Sets {@link Guarded#busyStatus()}.
         *
         * @param busyStatus the member
         * @return a changed copy
         */
        public Literal busyStatus(int busyStatus) {
            return with("busyStatus", busyStatus);
        }

        @Override
        public String name() {
            return text("name");
        }

        @Override
        public String type() {
            return text("type");
        }

        @Override
        public String message() {
            return text("message");
        }

        @Override
        public int busyStatus() {
            return (Integer) Objects.requireNonNull(members.get("busyStatus"));
        }

        @Override
        public long timeout() {
            return number("timeout");
        }

        @Override
        public long lease() {
            return number("lease");
        }

        @Override
        public long maxHold() {
            return number("maxHold");
        }

        @Override
        public long atLeast() {
            return number("atLeast");
        }

        @Override
        public TimeUnit unit() {
            return (TimeUnit) Objects.requireNonNull(members.get("unit"));
        }

        @Override
        public OnBusy onBusy() {
            return (OnBusy) Objects.requireNonNull(members.get("onBusy"));
        }

        @Override
        public OnLost onLost() {
            return (OnLost) Objects.requireNonNull(members.get("onLost"));
        }

        @Override
        public boolean fenced() {
            return Boolean.TRUE.equals(members.get("fenced"));
        }
    }
}
