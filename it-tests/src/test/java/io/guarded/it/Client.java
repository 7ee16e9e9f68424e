package io.guarded.it;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/** Speaks to the deployment under test. */
final class Client {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30))
            .build();

    static {
        // a busy machine needs more than the ten seconds that are usual; what is promised is measured by itself
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
    }

    private final URI base;

    Client(URL deployment) {
        base = URI.create(deployment + "api/");
    }

    /** Waits until the application has a connection to Redis: on a busy machine the first one may take longer than it may. */
    Client awaitRedis() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> get("chat/nobody/none/status").statusCode() == 200);
        return this;
    }

    HttpResponse<String> get(String path) {
        return send(request("GET", path, noBody()));
    }

    HttpResponse<String> post(String path, String text) {
        return send(request("POST", path, ofString(text)));
    }

    /** Posts JSON, and says what language and format is liked best. */
    HttpResponse<String> postJson(String path, String json, String language, String accept) {
        return send(HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofMinutes(2))
                .header("Content-Type", "application/json; charset=UTF-8")
                .header("Accept-Language", language)
                .header("Accept", accept)
                .POST(ofString(json))
                .build());
    }

    /** Completes with the headers; the body comes as the server sends it, and as events. */
    CompletableFuture<HttpResponse<InputStream>> events(String path, String text) {
        return HTTP.sendAsync(
                HttpRequest.newBuilder(base.resolve(path))
                        .timeout(Duration.ofMinutes(2))
                        .header("Content-Type", "text/plain")
                        .header("Accept", "text/event-stream")
                        .POST(ofString(text))
                        .build(),
                BodyHandlers.ofInputStream());
    }

    /** Completes with the headers, as {@link #stream} does, for a request in JSON. */
    CompletableFuture<HttpResponse<InputStream>> streamJson(String path, String json) {
        return HTTP.sendAsync(
                HttpRequest.newBuilder(base.resolve(path))
                        .timeout(Duration.ofMinutes(2))
                        .header("Content-Type", "application/json; charset=UTF-8")
                        .POST(ofString(json))
                        .build(),
                BodyHandlers.ofInputStream());
    }

    HttpResponse<String> delete(String path) {
        return send(request("DELETE", path, noBody()));
    }

    /** Completes with the whole answer. */
    CompletableFuture<HttpResponse<String>> begin(String path) {
        return HTTP.sendAsync(request("POST", path, ofString("")), BodyHandlers.ofString());
    }

    /** Completes with the headers; the body comes as the server sends it. */
    CompletableFuture<HttpResponse<InputStream>> stream(String path, String text) {
        return HTTP.sendAsync(request("POST", path, ofString(text)), BodyHandlers.ofInputStream());
    }

    private HttpRequest request(String method, String path, BodyPublisher body) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofMinutes(2))
                .header("Content-Type", "text/plain")
                .method(method, body)
                .build();
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(request + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
