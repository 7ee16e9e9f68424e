package io.guarded.it.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Serves the page from its archive, and answers what it asks as the test wants it. */
final class PageServer implements AutoCloseable {

    /** What is sent. */
    record Reply(int status, String type, String body) {

        static Reply json(int status, String body) {
            return new Reply(status, "application/json", body);
        }

        /** As a login form in place of what was asked for. */
        static Reply html(int status) {
            return new Reply(status, "text/html", "<!DOCTYPE html><title>Log in</title>");
        }

        static Reply problem(int status, String detail) {
            return json(status, "{\"success\":false,\"error\":\"-\",\"detail\":\"" + detail + "\",\"status_code\":0}");
        }

        static Reply empty(int status) {
            return new Reply(status, "", "");
        }
    }

    static final Reply NO_LOCKS = Reply.json(200, "{\"locks\":[]}");
    private static final Reply NO_WAITS = Reply.json(200, "{\"waits\":[{\"up_to_ms\":1,\"count\":0}]}");

    volatile Supplier<Reply> locks = () -> NO_LOCKS;
    volatile Supplier<Reply> waits = () -> NO_WAITS;
    volatile Supplier<Reply> release = () -> Reply.empty(204);

    /** Which lists were asked for so far. */
    final AtomicInteger lists = new AtomicInteger();

    /** The queries of all requests to release. */
    final List<String> releases = new CopyOnWriteArrayList<>();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private PageServer(HttpServer server) {
        this.server = server;
    }

    static PageServer start() throws IOException {
        PageServer started =
                new PageServer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50));
        started.server.setExecutor(started.threads);
        started.server.createContext("/guarded/locks", started::answerLocks);
        started.server.createContext("/guarded/waits", exchange -> send(exchange, started.waits.get()));
        started.server.createContext("/guarded/console.", PageServer::answerPage);
        started.server.start();
        return started;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/guarded/console.html";
    }

    static String lock(String name, String id, String thread) {
        return "{\"name\":\"" + name + "\",\"type\":\"redis\",\"id\":\"" + id + "\",\"node\":\"node-1\",\"thread\":\""
                + thread + "\",\"since\":\"2026-11-21T10:00:00Z\",\"remaining_ms\":20000,\"waiters\":0}";
    }

    static Reply list(String... locks) {
        return Reply.json(200, "{\"locks\":[" + String.join(",", locks) + "]}");
    }

    private void answerLocks(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("DELETE")) {
            releases.add(exchange.getRequestURI().getRawQuery());
            send(exchange, release.get());
        } else {
            lists.incrementAndGet();
            send(exchange, locks.get());
        }
    }

    private static void answerPage(HttpExchange exchange) throws IOException {
        String file = exchange.getRequestURI().getPath().substring("/guarded/".length());
        String type = file.endsWith("js") ? "text/javascript" : file.endsWith("css") ? "text/css" : "text/html";
        try (InputStream part = PageServer.class.getResourceAsStream("/io/guarded/rest/" + file)) {
            if (part == null) {
                send(exchange, Reply.empty(404));
            } else {
                send(exchange, new Reply(200, type, new String(part.readAllBytes(), StandardCharsets.UTF_8)));
            }
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        if (!reply.type().isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", reply.type() + ";charset=UTF-8");
        }
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
