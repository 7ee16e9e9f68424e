package io.guarded.rest;

import jakarta.ws.rs.core.SecurityContext;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ResourceConfig;
import org.jspecify.annotations.Nullable;

/** Sends requests to a Jakarta REST application without a server. */
final class Requests {

    /** An answer with its body as it went out. */
    record Reply(ContainerResponse response, String body) {

        int status() {
            return response.getStatus();
        }

        String header(String name) {
            return response.getStringHeaders().getFirst(name);
        }
    }

    private final ApplicationHandler application;

    Requests(Class<?>... classes) {
        application = new ApplicationHandler(new ResourceConfig(classes));
    }

    Reply get(String path, String language) throws InterruptedException, ExecutionException, TimeoutException {
        return send("GET", path, language);
    }

    /** Completes when the request is answered. */
    Future<Reply> begin(String path) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        return CompletableFuture.supplyAsync(() -> new Reply(answer(request("GET", path), body), text(body)));
    }

    private ContainerResponse answer(ContainerRequest request, ByteArrayOutputStream body) {
        try {
            return application.apply(request, body).get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String text(ByteArrayOutputStream body) {
        return body.toString(StandardCharsets.UTF_8);
    }

    private static ContainerRequest request(String method, String path) {
        return request(method, path, null);
    }

    private static ContainerRequest request(String method, String path, @Nullable SecurityContext caller) {
        URI base = URI.create("http://localhost/");
        return new ContainerRequest(base, base.resolve(path), method, caller, new MapPropertiesDelegate(), null);
    }

    /** Sends as somebody whom the server knows; null is nobody. */
    Reply sendAs(@Nullable String user, @Nullable String role, String method, String path, Map<String, String> headers)
            throws InterruptedException, ExecutionException, TimeoutException {
        ContainerRequest request = request(method, path, new Caller(user, role));
        headers.forEach(request::header);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        return new Reply(application.apply(request, body).get(20, TimeUnit.SECONDS), text(body));
    }

    private record Caller(@Nullable String user, @Nullable String role) implements SecurityContext {
        @Override
        public @Nullable Principal getUserPrincipal() {
            return user == null ? null : () -> user;
        }

        @Override
        public boolean isUserInRole(String asked) {
            return asked.equals(role);
        }

        @Override
        public boolean isSecure() {
            return true;
        }

        @Override
        public String getAuthenticationScheme() {
            return SecurityContext.BASIC_AUTH;
        }
    }

    Reply getAs(String path, String accept) throws InterruptedException, ExecutionException, TimeoutException {
        return send("GET", path, "en", accept);
    }

    Reply send(String method, String path, String language)
            throws InterruptedException, ExecutionException, TimeoutException {
        return send(method, path, language, "*/*");
    }

    private Reply send(String method, String path, String language, String accept)
            throws InterruptedException, ExecutionException, TimeoutException {
        ContainerRequest request = request(method, path);
        request.header("Accept-Language", language);
        request.header("Accept", accept);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        ContainerResponse response = application.apply(request, body).get(20, TimeUnit.SECONDS);
        return new Reply(response, text(body));
    }
}
