package io.guarded.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.it.console.TestLogin;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

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
