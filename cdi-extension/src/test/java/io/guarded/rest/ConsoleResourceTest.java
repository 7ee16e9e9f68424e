package io.guarded.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.LockManager;
import io.guarded.cdi.Containers;
import io.guarded.cdi.MemoryProvider;
import io.guarded.cdi.Stores;
import io.guarded.rest.Requests.Reply;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page comes from the archive, to operators alone, and can load and run nothing but its own parts. */
class ConsoleResourceTest {

    private static final String ENABLED = "guarded.console.enabled";
    private static final String ROLE = "guarded.console.role";

    private final Requests requests = new Requests(ConsoleResource.class, LocksResource.class);
    private WeldContainer container;

    @BeforeEach
    void deploy() {
        System.setProperty(ENABLED, "true");
        System.setProperty(ROLE, "operator");
        Stores.use(new MemoryProvider());
        container = Containers.start(Stores.class);
    }

    @AfterEach
    void undeploy() {
        container.close();
        System.clearProperty(ENABLED);
        System.clearProperty(ROLE);
    }

    private Reply get(String path) throws Exception {
        return requests.sendAs("eve", "operator", "GET", path, Map.of());
    }

    @ParameterizedTest
    @CsvSource({"html,text/html", "css,text/css", "js,text/javascript"})
    void eachPartHasItsTypeAndThePolicy(String suffix, String type) throws Exception {
        Reply reply = get("guarded/console." + suffix);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.response().getMediaType().toString()).startsWith(type).containsIgnoringCase("charset=utf-8");
        assertThat(reply.body()).hasSizeGreaterThan(500);
        assertThat(reply.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    /** What the policy would refuse must not be there: the page would not work. */
    @Test
    void nothingStandsInThePageThatThePolicyRefuses() throws Exception {
        String page = get("guarded/console.html").body();
        String script = get("guarded/console.js").body();

        assertThat(Pattern.compile("<script(?![^>]*src=)|<style| style=| on[a-z]+=|https?:|javascript:")
                        .matcher(page)
                        .find())
                .isFalse();
        assertThat(Pattern.compile(
                                "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|new Function|https?:")
                        .matcher(script)
                        .find())
                .isFalse();
    }

    @Test
    void everythingThatThePageNamesIsThere() throws Exception {
        String page = get("guarded/console.html").body();
        String script = get("guarded/console.js").body();

        for (String part : Pattern.compile("(?:href|src)=\"([^\"]+)\"")
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .toList()) {
            assertThat(get("guarded/" + part).status()).as(part).isEqualTo(200);
        }
        List<String> asked = Pattern.compile("get\\('([a-z]+)', ")
                .matcher(script)
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(asked).containsExactlyInAnyOrder("locks", "waits");
        for (String path : asked) {
            assertThat(get("guarded/" + path).status()).as(path).isEqualTo(200);
        }
        for (String id : Pattern.compile("element\\('([a-z-]+)'\\)")
                .matcher(script)
                .results()
                .map(match -> match.group(1))
                .toList()) {
            assertThat(page).contains("id=\"" + id + "\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"console.html", "console.css", "console.js", "waits"})
    void nobodyElseSeesAnyOfIt(String path) throws Exception {
        assertThat(requests.sendAs("eve", "user", "GET", "guarded/" + path, Map.of())
                        .status())
                .isEqualTo(403);
        container.close();
        System.setProperty(ENABLED, "false");
        container = Containers.start(Stores.class);
        assertThat(get("guarded/" + path).status()).isEqualTo(404);
    }

    @Test
    void otherFilesOfTheArchiveAreNotServed() throws Exception {
        assertThat(get("guarded/console.class").status()).isEqualTo(404);
        assertThat(get("guarded/console.html/../Json.class").status()).isEqualTo(404);
    }

    @Test
    void waitsAreCountedByTheirLength() throws Exception {
        assertThat(get("guarded/waits").body())
                .startsWith("{\"waits\":[{\"up_to_ms\":1,\"count\":0},{\"up_to_ms\":10,\"count\":0},")
                .endsWith("{\"up_to_ms\":null,\"count\":0}]}");

        LockManager manager = container.select(LockManager.class).get();
        for (int i = 0; i < 3; i++) {
            manager.getOrCreate("a").acquire().close();
        }

        await().until(() -> counted() == 3);
    }

    private int counted() throws Exception {
        return Pattern.compile("\"count\":(\\d+)")
                .matcher(get("guarded/waits").body())
                .results()
                .mapToInt(match -> Integer.parseInt(match.group(1)))
                .sum();
    }
}
