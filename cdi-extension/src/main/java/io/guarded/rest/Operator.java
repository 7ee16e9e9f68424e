package io.guarded.rest;

import io.guarded.LockException;
import io.guarded.LockUnavailableException;
import io.guarded.cdi.Console;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Is who calls the console, and what he may. Answers are made here and not thrown, so that no mapper of the application can
 * turn a refusal into something else.
 */
record Operator(SecurityContext caller) {

    /** A request with it is never sent by a form or an image; a script of another origin has to ask for leave first. */
    static final String HEADER = "X-Guarded-Console";

    private static final Logger LOG = System.getLogger(Operator.class.getPackageName());

    /** What browsers say of a request that comes from the page itself or from its user. */
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    static Operator of(SecurityContext caller) {
        return new Operator(caller);
    }

    /** Gives the name of whoever calls, which he may have chosen himself. */
    static String nameOf(SecurityContext caller) {
        Principal user = caller.getUserPrincipal();
        return user == null || user.getName() == null ? "a caller without a name" : user.getName();
    }

    /** Does what only reads. */
    Response answer(Function<Console, Response> work) {
        Optional<Console> console = console();
        if (console.isEmpty()) {
            return empty(Status.NOT_FOUND);
        }
        if (!caller.isUserInRole(console.get().role())) {
            return error(Status.FORBIDDEN, "this needs the role that guarded.console.role names");
        }
        try {
            return work.apply(console.get());
        } catch (LockException failure) {
            LOG.log(Level.DEBUG, "the console could not ask the store", failure);
            return error(Status.SERVICE_UNAVAILABLE, reason(failure));
        }
    }

    /** Does what changes something, only if a page of another site cannot be behind it. */
    Response change(HttpHeaders request, Function<Console, Response> work) {
        return answer(console -> isOwn(request)
                ? work.apply(console)
                : error(Status.FORBIDDEN, "this needs the header " + HEADER + " and a page of the same origin"));
    }

    private static boolean isOwn(HttpHeaders request) {
        String site = request.getHeaderString("Sec-Fetch-Site");
        return request.getHeaderString(HEADER) != null && (site == null || OWN_SITE.contains(site));
    }

    private static String reason(LockException failure) {
        return failure instanceof LockUnavailableException unavailable
                ? "the store is away: " + unavailable.reason()
                : "the request was interrupted";
    }

    private static Optional<Console> console() {
        try {
            return CurrentExtension.find().console();
        } catch (IllegalStateException | IllegalArgumentException noContainer) {
            return Optional.empty();
        }
    }

    static Response error(Status status, String detail) {
        return json(status, Json.error(status.getReasonPhrase(), detail, status.getStatusCode()));
    }

    /** The page may load its own parts and ask its own application, and nothing else; no script stands in it. */
    static Response page(@Nullable String type, byte[] content) {
        return secured(
                        Status.OK,
                        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none';"
                                + " form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'")
                .header("Referrer-Policy", "no-referrer")
                .type(type)
                .entity(content)
                .build();
    }

    /** As bytes, because some JSON providers would put a String into quotes. */
    static Response json(Status status, String body) {
        return secured(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(body.getBytes(StandardCharsets.UTF_8))
                .build();
    }

    static Response empty(Status status) {
        return secured(status).build();
    }

    private static ResponseBuilder secured(Status status) {
        return secured(status, "default-src 'none'; frame-ancestors 'none'");
    }

    /** Nobody else may keep it, show it inside a page or take it for a script. */
    private static ResponseBuilder secured(Status status, String policy) {
        return Response.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", policy)
                .header("Cross-Origin-Resource-Policy", "same-origin");
    }
}
