package io.guarded.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * Is where servers send what they measure, as OpenTelemetry's protocol over HTTP has it. Messages are protocol buffers, in
 * which texts stand as they are; a character here is a byte there.
 */
final class OtlpReceiver implements AutoCloseable {

    final List<String> spans = new CopyOnWriteArrayList<>();
    final List<String> metrics = new CopyOnWriteArrayList<>();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private OtlpReceiver(HttpServer server) {
        this.server = server;
    }

    static OtlpReceiver start() {
        try {
            OtlpReceiver started =
                    new OtlpReceiver(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50));
            started.server.setExecutor(started.threads);
            started.server.createContext("/v1/traces", exchange -> receive(exchange, started.spans));
            started.server.createContext("/v1/metrics", exchange -> receive(exchange, started.metrics));
            started.server.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void receive(HttpExchange exchange, List<String> messages) throws IOException {
        boolean isZipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream sent = exchange.getRequestBody();
                InputStream plain = isZipped ? new GZIPInputStream(sent) : sent) {
            messages.add(new String(plain.readAllBytes(), StandardCharsets.ISO_8859_1));
        }
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
