package io.guarded.example.demo;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Asks one node what its page asks. */
final class Visitor {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI api;

    Visitor(Site site) {
        api = URI.create(site.page() + "api/");
    }

    HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(request(path).GET().build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path) throws Exception {
        return HTTP.send(request(path).POST(BodyPublishers.ofString("why?")).build(), BodyHandlers.ofString());
    }

    /** Completes with the whole answer. */
    CompletableFuture<HttpResponse<String>> begin(String path) {
        return HTTP.sendAsync(
                request(path).POST(BodyPublishers.ofString("why?")).build(), BodyHandlers.ofString());
    }

    /** Returns when the answer begins. */
    HttpResponse<InputStream> stream(String path) throws Exception {
        return HTTP.send(request(path).POST(BodyPublishers.ofString("why?")).build(), BodyHandlers.ofInputStream());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(api.resolve(path))
                .timeout(Duration.ofMinutes(2))
                .header("Content-Type", "text/plain");
    }
}
