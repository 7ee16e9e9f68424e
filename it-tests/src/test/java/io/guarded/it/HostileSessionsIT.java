package io.guarded.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.URL;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What strangers may call their sessions: each is one of its own, and none gets out of where it belongs. */
@ArquillianTest
class HostileSessionsIT {

    private static final String INJECTED = "X-Injected: yes";

    /** Payara 7 answers 503 to a path with a colon before the application sees it; payara/Payara#7777. */
    private static final boolean REFUSES_COLONS = "payara7".equals(System.getProperty("arquillian.launch"));

    /** Open Liberty answers 400 to a path with an encoded line break. */
    private static final boolean REFUSES_BREAKS = "liberty".equals(System.getProperty("arquillian.launch"));

    private static final String LONG = "x".repeat(1_000_000);

    /** Such as would share a key if something were not escaped, or escaped twice. */
    private static final List<String> STRANGE = List.of(
            "a",
            "a:b",
            "a%3Ab",
            "a%253Ab",
            "a%",
            "{}",
            "{a}",
            "a\r\n" + INJECTED,
            "a%0D%0A" + INJECTED,
            "\u00e9\ud83d\ude00",
            "e\u0301\ud83d\ude00",
            "../a",
            "a/b",
            LONG,
            LONG + "y");

    private final String user = "u" + UUID.randomUUID();

    @ArquillianResource
    URL base;

    private Client client;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.example("hostile", Redis.SERVER.url(), "guarded.rest.expose-names=true");
    }

    @BeforeEach
    void connect() {
        client = new Client(base).awaitRedis();
    }

    private String json(String session, String question) {
        String escaped = session.replace("\r", "\\r").replace("\n", "\\n");
        return "{\"userId\":\"" + user + "\",\"sessionId\":\"" + escaped + "\",\"question\":\"" + question + "\"}";
    }

    private static String shown(String session) {
        return session.substring(0, Math.min(30, session.length()));
    }

    private static Set<String> keys() {
        return Redis.SERVER.command("KEYS", "lock:session:*").lines().collect(Collectors.toSet());
    }

    private String keyOf(String session, Set<String> before) throws Exception {
        HttpResponse<InputStream> answer = begin(session);
        Set<String> held = keys();
        held.removeAll(before);
        assertThat(held).as(shown(session)).hasSize(1);

        HttpResponse<String> busy = client.postJson("chat", json(session, "and?"), "en", "*/*");

        Refusals.assertBusy(busy);
        assertThat(busy.body())
                .as(shown(session))
                .contains(user)
                .doesNotContain("\r", "\n")
                .hasSizeLessThan(10_000);
        assertNothingInjected(busy);
        end(session, answer);
        await().untilAsserted(() -> assertThat(keys()).doesNotContainAnyElementsOf(held));
        return held.iterator().next();
    }

    private void end(String session, HttpResponse<InputStream> answer) throws Exception {
        client.postJson("script", json(session, ""), "en", "*/*");
        assertThat(answer.body().read()).isEqualTo(-1);
    }

    private static void assertNothingInjected(HttpResponse<?> answer) {
        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.equalsIgnoreCase("x-injected"));
    }

    private HttpResponse<InputStream> begin(String session) throws Exception {
        client.postJson("script", json(session, "well"), "en", "*/*");
        HttpResponse<InputStream> answer =
                client.streamJson("chat", json(session, "why?")).get(60, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).as(shown(session)).isEqualTo(200);
        assertThat(new String(answer.body().readNBytes(4), UTF_8)).isEqualTo("well");
        return answer;
    }

    @Test
    void eachIsASessionOfItsOwnAndIsToldEscaped() throws Exception {
        ServerLog log = ServerLog.fromNow();
        Set<String> before = keys();
        Set<String> keys = new HashSet<>();

        for (String session : STRANGE) {
            keys.add(keyOf(session, before));
        }

        assertThat(keys).hasSameSizeAs(STRANGE);
        assertThat(keys)
                .contains("lock:session:" + user + ":a", "lock:session:" + user + ":a%3Ab")
                .allSatisfy(key -> assertThat(key).hasSizeLessThan(250));
        client.post("log/" + user, "");
        assertThat(log.awaitText(user).lines()).noneMatch(line -> line.startsWith(INJECTED));
    }

    @Test
    void pathAndBodyAreTheSameSession() throws Exception {
        for (String session : List.of("a:b", "a%3Ab", "{a}", "\u00e9\ud83d\ude00", "a\r\n" + INJECTED)) {
            HttpResponse<InputStream> answer = begin(session);
            String path =
                    "chat/" + user + "/" + URLEncoder.encode(session, UTF_8).replace("+", "%20");

            HttpResponse<String> busy = client.post(path, "and?");

            assertThat(busy.statusCode()).as(session).isEqualTo(statusOf(session));
            assertNothingInjected(busy);
            end(session, answer);
        }
    }

    /** A server may refuse a path before the application sees it. */
    private static int statusOf(String session) {
        if (REFUSES_COLONS && session.contains(":")) {
            return 503;
        }
        return REFUSES_BREAKS && session.contains("\n") ? 400 : 429;
    }

    @Test
    void pathWithoutASessionIsNoQuestion() {
        Set<String> before = keys();

        assertThat(client.post("chat/" + user + "/", "why?").statusCode()).isBetween(400, 499);
        assertThat(client.post("chat//" + user, "why?").statusCode()).isBetween(400, 499);
        assertThat(client.post("chat/" + user + "/%20", "why?").statusCode()).isEqualTo(400);
        assertThat(keys()).isEqualTo(before);
    }

    /** Servers have limits of their own for a path, and one is short of 1 MB: there a session fits into a body only. */
    @Test
    void pathThatIsLongIsNoErrorOfTheServer() {
        assertThat(client.get("chat/" + user + "/" + "x".repeat(100_000) + "/status")
                        .statusCode())
                .isLessThan(500);
        assertThat(client.get("chat/" + user + "/a/status").statusCode()).isEqualTo(200);
    }
}
