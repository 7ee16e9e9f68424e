package io.guarded.cdi;

import io.guarded.LockDefinitionException;
import io.guarded.LockName;
import org.jspecify.annotations.Nullable;

/** The mistakes in a definition. The ids are for good: a mistake that is no longer made leaves its id unused. */
enum Mistake {
    UNKNOWN_PLACEHOLDER("GUARD-001", "{%s} names no parameter; the parameters are %s", "Use one of them"),
    NAMES_MISSING(
            "GUARD-002",
            "{%s} cannot be found because the class was compiled without parameter names",
            "Compile with -parameters or name the parameter by @LockKey"),
    UNKNOWN_PROPERTY(
            "GUARD-003",
            "{%s} goes through a property '%s' that %s does not have",
            "Name a record component, a getter or a public field"),
    PLACEHOLDERS_MEET(
            "GUARD-004",
            "nothing keeps the values of {%s} and {%s} apart, so that different values can make the same name",
            "Put a ':' between the two placeholders"),
    MALFORMED_TEMPLATE("GUARD-005", "the name is no template: %s", "Write {parameter} or {parameter.property}"),
    BLANK_NAME("GUARD-006", "the name is blank", "Give a name with text in it, or leave the name out for the default"),
    UNKNOWN_TYPE("GUARD-007", "%s", "Use a known type, or add the artifact with the LockProvider of this one"),
    BAD_TIMEOUT(
            "GUARD-008",
            "timeout = %s %s is no wait time",
            "Use 0 (IMMEDIATE), -1 (UNLIMITED) or a positive number that in nanoseconds fits into a long (292 years)"),
    UNREACHABLE(
            "GUARD-009",
            "@Guarded has no effect because no interceptor can reach it: %s",
            "Make it a non-private, non-static, non-final method of a non-final class, or take @Guarded away"),
    UNGUARDED_RESULT(
            "GUARD-010",
            "the work of a %s goes on after the method has returned, and nothing would guard it then",
            "Return CompletionStage, CompletableFuture, Flow.Publisher, Uni, Multi or StreamingOutput themselves, or do the"
                    + " work before the method returns"),
    UNGUARDED_PARAMETER(
            "GUARD-011",
            "the work with a parameter of type %s goes on after the method has returned, and nothing would guard it then",
            "Declare it as AsyncResponse or SseEventSink itself, or return CompletionStage or StreamingOutput instead"),
    ON_INTERFACE(
            "GUARD-012",
            "@Guarded stands on the interface %s, where CDI does not look, so that the bean would run unguarded",
            "Put it on the bean class or its method"),
    TYPE_CONFLICT(
            "GUARD-013",
            "the same name has the type '%s' here and the type '%s' at %s, so that the two would not exclude each other",
            "Use one type for one name"),
    TWO_PROVIDERS(
            "GUARD-014",
            "two beans of the application are a LockProvider of the type '%s': %s and %s",
            "Keep one of them, or give one another type()"),
    NO_MANAGER(
            "GUARD-015",
            "the lock manager cannot be made: %s",
            "Mend the configuration, or add an artifact with a LockProvider, such as io.guarded:guarded-threading"),
    NO_TEXT(
            "GUARD-016",
            "{%s} is a %s, whose toString() does not tell its values apart",
            "Name a property of it, such as {%1$s.id}, or override toString()"),
    TWO_AT_ONE_LEVEL(
            "GUARD-017", "two annotations bring a @Guarded each, and neither comes first", "Put @Guarded itself there"),
    NO_DEFINITION(
            "GUARD-018",
            "the call has reached the interceptor, but no @Guarded was found for it",
            "Put @Guarded on the bean class or its method, not only where the bean is made"),
    NAMED_TWICE("GUARD-019", "two parameters are named '%s'", "Give each @LockKey another value"),
    OVERRIDDEN(
            "GUARD-020",
            "it overrides %s, which has @Guarded, but an override does not inherit it and would run unguarded",
            "Put @Guarded on the override as well"),
    BAD_LEASE(
            "GUARD-021",
            "lease = %s %s is no lease",
            "Use -1 (RENEWED), or a fixed lease of at least 100 ms that in nanoseconds fits into a long (292 years)"),
    BAD_MAX_HOLD(
            "GUARD-022",
            "maxHold = %s %s is no limit",
            "Use 0 for the configured limit, or a positive number that in nanoseconds fits into a long (292 years)"),
    BAD_AT_LEAST(
            "GUARD-023",
            "atLeast = %s %s is no time",
            "Use 0 for none, or a positive number that in nanoseconds fits into a long (292 years)"),
    AT_LEAST_OVER_LEASE(
            "GUARD-024",
            "the lock is to be kept for at least %s %s, which is longer than its fixed lease of %s",
            "Make the lease longer, or leave it out for a renewed one"),
    SKIP_ON_PRIMITIVE(
            "GUARD-025",
            "onBusy = SKIP gives nothing when the lock is busy, and a result of type %s cannot be nothing",
            "Return void, an object or an Optional, or use onBusy = FAIL"),
    SKIP_WITH_PARAMETER(
            "GUARD-026",
            "onBusy = SKIP does not run the body when the lock is busy, and nobody would complete the %s then",
            "Use onBusy = FAIL"),
    LEASE_CONFLICT(
            "GUARD-027",
            "the same name has the lease '%s' here and the lease '%s' at %s, so that one would refuse the other",
            "Use one lease for one name"),
    DISABLING_NOT_ALLOWED(
            "GUARD-028",
            "the configuration takes the guard away, and it would run without its lock",
            "Set %s=true if that is meant, as in a test"),
    BAD_PROPERTY("GUARD-029", "configuration property %s has the invalid value \"%s\"", "Its value is %3$s"),
    UNREADABLE_PROPERTY("GUARD-030", "%s", "Mend the configuration"),
    NOT_PUBLIC(
            "GUARD-031",
            "%s is not public, and then the container does not intercept each call that comes through its proxy",
            "Make %2$s public%3$s"),
    INTERRUPT_LATER(
            "GUARD-040",
            "onLost = INTERRUPT interrupts the thread of the call, but the work of a %s goes on without it",
            "Use FAIL or SIGNAL, or do the work before the method returns"),
    TWO_ENDS("GUARD-050", "the work would end with its %s and with its %s", "Use one of the two"),
    BAD_BUSY_STATUS(
            "GUARD-061",
            "busyStatus = %s is no status of HTTP for a busy lock",
            "Use 429, 409 or 423, or 0 for the configured one"),
    CONSOLE_WITHOUT_ROLE(
            "GUARD-070",
            "%s is true, but nothing says who may see and free locks",
            "Set %2$s to the role of those who operate the application"),
    CONSOLE_WITHOUT_MANAGER(
            "GUARD-071",
            "%s is true, but the application has a LockManager bean of its own, which the console cannot show",
            "Take that bean away, or leave the console off");

    private final String id;
    private final String what;
    private final String fix;

    Mistake(String id, String what, String fix) {
        this.id = id;
        this.what = what;
        this.fix = fix;
    }

    String id() {
        return id;
    }

    /** Makes the exception; fix and description take the same arguments, the fix those that it asks for. */
    LockDefinitionException at(Site site, @Nullable Object... details) {
        String name = site.name().isEmpty() ? "" : " (name = \"" + LockName.printable(site.name()) + "\")";
        String message = id + " at " + site.place() + name + ": " + String.format(what, details) + ". "
                + String.format(fix, details) + ".";
        return new LockDefinitionException(site.name(), message);
    }
}
