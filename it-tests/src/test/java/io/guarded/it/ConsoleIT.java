package io.guarded.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.it.console.TestLogin;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** The server finds the console, and opens it to those who may. */
@ArquillianTest
class ConsoleIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String[] OPERATOR = {"Test-Role", "operator"};

    private final String name = UUID.randomUUID().toString();

    @Deployment(name = "open", testable = false)
    static WebArchive open() {
        return Wars.example("open", Redis.SERVER.url(), "guarded.console.enabled=true\nguarded.console.role=operator\n")
                .addClass(TestLogin.class);
    }

    @Deployment(name = "closed", testable = false)
    static WebArchive closed() {
        return Wars.example("closed", Redis.SERVER.url()).addClass(TestLogin.class);
    }

    private static HttpResponse<String> send(String method, URL base, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "api/guarded/" + path))
                .timeout(Duration.ofMinutes(2))
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static int status(String method, URL base, String path, String... headers)
            throws IOException, InterruptedException {
        return send(method, base, path, headers).statusCode();
    }

    @Test
    void operatorsSeeTheLocksAndNobodyElseDoes(@ArquillianResource @OperateOnDeployment("open") URL base)
            throws Exception {
        new Client(base).awaitRedis();

        assertThat(status("GET", base, "locks", OPERATOR)).isEqualTo(200);
        assertThat(status("GET", base, "locks")).isEqualTo(403);
        assertThat(status("GET", base, "locks", "Test-Role", "user")).isEqualTo(403);
        assertThat(status("GET", base, "locks/" + name, OPERATOR)).isEqualTo(404);
        assertThat(status("DELETE", base, "locks/" + name + "?id=1", OPERATOR)).isEqualTo(403);
        assertThat(status("DELETE", base, "locks/" + name + "?id=1", with("1"))).isEqualTo(409);
    }

    private static String[] with(String header) {
        return new String[] {"Test-Role", "operator", "X-Guarded-Console", header};
    }

    /** The holder is a request that takes long. */
    @Test
    void aReleaseByForceFreesTheLockAndItsVictimIsTold(@ArquillianResource @OperateOnDeployment("open") URL base)
            throws Exception {
        Client client = new Client(base).awaitRedis();
        CompletableFuture<HttpResponse<String>> holder = client.begin("work/cdi/redis/" + name);
        await().until(() -> client.get("gates/" + name).body(), "1"::equals);
        String lock = "locks?name=cdi:redis:" + name;
        String release = lock + "&id=" + idOf(base, lock);

        assertThat(status("DELETE", base, release, "Test-Role", "user", "X-Guarded-Console", "1"))
                .isEqualTo(403);
        assertThat(send("GET", base, lock, OPERATOR).body()).as("still held").contains(name);
        assertThat(status("DELETE", base, release, with("1"))).isEqualTo(204);
        assertThat(status("DELETE", base, release, with("1"))).as("again").isEqualTo(409);
        assertThat(send("GET", base, lock, OPERATOR).body()).isEqualTo("{\"locks\":[]}");

        assertThat(holder).as("the body goes on").isNotDone();
        client.post("gates/" + name, "");
        HttpResponse<String> answer = holder.get(1, TimeUnit.MINUTES);
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("\"status_code\":500").doesNotContain(name);
        client.post("gates/" + name, "");
        assertThat(client.post("work/cdi/redis/" + name, "").statusCode())
                .as("the next one")
                .isEqualTo(204);
    }

    /** Most names have colons. There are servers that take none in a path, not even as {@code %3A}. */
    @Test
    @DisabledIfSystemProperty(
            named = "arquillian.launch",
            matches = "payara7",
            disabledReason = "the server answers 503 to a path with a colon; payara/Payara#7777")
    void aNameWithColonsMayStandInThePath(@ArquillianResource @OperateOnDeployment("open") URL base) throws Exception {
        Client client = new Client(base).awaitRedis();
        CompletableFuture<HttpResponse<String>> holder = client.begin("work/cdi/redis/" + name);
        await().until(() -> client.get("gates/" + name).body(), "1"::equals);
        String lock = "locks/cdi:redis:" + name;
        String release = lock + "?id=" + idOf(base, lock);

        assertThat(status("GET", base, lock.replace(":", "%3A"), OPERATOR)).isEqualTo(200);
        assertThat(status("DELETE", base, release, with("1"))).isEqualTo(204);
        assertThat(status("DELETE", base, release, with("1"))).as("again").isEqualTo(409);
        assertThat(status("GET", base, lock, OPERATOR)).isEqualTo(404);

        client.post("gates/" + name, "");
        assertThat(holder.get(1, TimeUnit.MINUTES).statusCode()).isEqualTo(500);
    }

    /** The id of the one hold that is listed there, for a query. */
    private static String idOf(URL base, String path) throws IOException, InterruptedException {
        Matcher id = Pattern.compile("\"id\":\"([^\"]+)\"")
                .matcher(send("GET", base, path, OPERATOR).body());
        assertThat(id.find()).as("it is listed with its id").isTrue();
        return URLEncoder.encode(id.group(1), StandardCharsets.UTF_8);
    }

    /** The holder is an answer that is being written; the same session may ask again. */
    @Test
    void aStreamThatLostItsLockByForceLetsTheNextOneIn(@ArquillianResource @OperateOnDeployment("open") URL base)
            throws Exception {
        Client client = new Client(base).awaitRedis();
        ServerLog log = ServerLog.fromNow();
        client.post("script/ada/" + name, "well, ");
        HttpResponse<InputStream> answer =
                client.stream("chat/ada/" + name, "why?").get(1, TimeUnit.MINUTES);
        assertThat(new String(answer.body().readNBytes(6), StandardCharsets.UTF_8))
                .isEqualTo("well, ");
        String lock = "locks?name=session:ada:" + name;

        assertThat(status("DELETE", base, lock + "&id=" + idOf(base, lock), with("1")))
                .isEqualTo(204);

        assertThat(send("GET", base, lock, OPERATOR).body()).isEqualTo("{\"locks\":[]}");
        client.delete("script/ada/" + name);
        // its status was sent long ago: a server ends the answer as it likes, and its log says why
        readToTheEnd(answer);
        log.awaitText("wanted by eve\\u000Aforged");
        log.awaitText("was lost: it was released by force");
        client.post("script/ada/" + name, "yes");
        client.delete("script/ada/" + name);
        assertThat(client.post("chat/ada/" + name, "really?").body()).isEqualTo("yes");
    }

    private static void readToTheEnd(HttpResponse<InputStream> answer) {
        try {
            answer.body().readAllBytes();
        } catch (IOException brokenOff) {
            assertThat(brokenOff).isNotNull();
        }
    }

    @Test
    void thePageComesFromTheArchive(@ArquillianResource @OperateOnDeployment("open") URL base) throws Exception {
        HttpResponse<String> page = send("GET", base, "console.html", OPERATOR);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("script-src 'self'");
        assertThat(page.body()).contains("src=\"console.js\"");
        assertThat(status("GET", base, "console.js", OPERATOR)).isEqualTo(200);
        assertThat(status("GET", base, "console.css", OPERATOR)).isEqualTo(200);
        assertThat(status("GET", base, "console.html")).isEqualTo(403);
    }

    @Test
    void withoutLeaveThereIsNoConsole(@ArquillianResource @OperateOnDeployment("closed") URL base) throws Exception {
        for (String path : new String[] {"locks", "locks/x", "waits", "console.html"}) {
            assertThat(status("GET", base, path, OPERATOR)).as(path).isEqualTo(404);
        }
        assertThat(status("DELETE", base, "locks/x?id=1", with("1"))).isEqualTo(404);
    }
}
