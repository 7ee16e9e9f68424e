package io.guarded.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.it.console.TestLogin;
import io.guarded.it.page.Browser;
import io.guarded.redis.testing.RedisServer;
import java.net.URL;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** An operator's browser on a real server: what it shows of real locks, and what becomes of those that it frees. */
@ArquillianTest
@Tag("browser")
class ConsoleBrowserIT {

    private static final RedisServer REDIS = RedisServer.start();
    private static final String RELEASE = "#locks tr button";
    private static final String CONFIRM = "#confirm button[value=release]";

    private static Browser browser;

    private final String name = "order " + UUID.randomUUID();
    private final List<String> held = new ArrayList<>();

    @ArquillianResource
    URL base;

    private Client client;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.example(
                        "console-page", REDIS.url(), "guarded.console.enabled=true\nguarded.console.role=operator\n")
                .addClass(TestLogin.class);
    }

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
        }
        REDIS.close();
    }

    @BeforeEach
    void open() {
        client = new Client(base).awaitRedis();
        browser.header("Test-Role", "operator");
        browser.dark(false);
        browser.size(1280, 900);
        browser.open(base + "api/guarded/console.html");
        awaitText("#state", "0 held");
    }

    /** A test that failed must not leave its lock to the others. */
    @AfterEach
    void letGo() {
        held.forEach(each -> client.post("gates/" + path(each), ""));
    }

    private static String path(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private CompletableFuture<HttpResponse<String>> hold(String wanted) {
        CompletableFuture<HttpResponse<String>> holder = client.begin("work/cdi/redis/" + path(wanted));
        held.add(wanted);
        awaitText("#locks", wanted);
        return holder;
    }

    private static ConditionFactory patiently() {
        return await().atMost(Browser.patience());
    }

    private static void awaitText(String selector, String text) {
        patiently()
                .untilAsserted(
                        () -> assertThat(browser.text(selector)).as(selector).contains(text));
    }

    private static void awaitNoLocks() {
        patiently().until(() -> browser.texts("#locks tr").isEmpty());
    }

    private int statusOf(CompletableFuture<HttpResponse<String>> holder) throws Exception {
        client.post("gates/" + path(name), "");
        return holder.get(1, TimeUnit.MINUTES).statusCode();
    }

    @Test
    void aLockAppearsWithItsHolderAndGoesWhenItIsReleased() throws Exception {
        CompletableFuture<HttpResponse<String>> holder = hold(name);

        List<String> cells = browser.texts("#locks tr td");
        assertThat(cells.get(0)).isEqualTo("cdi:redis:" + name);
        assertThat(cells.get(1)).isEqualTo("redis");
        assertThat(cells.get(2)).as("node").isNotBlank();
        assertThat(cells.get(3)).as("the server's thread").containsPattern("task|thread|listener");
        assertThat(cells.get(4)).as("since").endsWith("s ago");
        assertThat(cells.get(5)).as("lease").endsWith("s");
        assertThat(cells.get(6)).as("waiters").isEqualTo("0");
        awaitText("#state", "1 held");

        assertThat(statusOf(holder)).isEqualTo(204);
        awaitNoLocks();
        assertThat(browser.text("#none")).isEqualTo("No lock is held.");
        // asked for by itself
        patiently()
                .untilAsserted(() -> assertThat(browser.texts("#waits dd span")).anyMatch(count -> !count.equals("0")));
    }

    @Test
    void aReleaseByForceAsksFirstAndItsVictimIsTold() throws Exception {
        CompletableFuture<HttpResponse<String>> holder = hold(name);

        browser.element(RELEASE).click();
        awaitText("#confirm", name);
        browser.screenshot("confirm");
        browser.element("#confirm button[value=keep]").click();
        assertThat(browser.text("#confirm")).isEmpty();
        assertThat(browser.texts("#locks tr")).hasSize(1);

        browser.element(RELEASE).click();
        browser.element(CONFIRM).click();
        awaitText("#outcome", "Released cdi:redis:" + name + ".");
        awaitNoLocks();
        browser.screenshot("released");

        assertThat(holder).as("the body goes on").isNotDone();
        assertThat(statusOf(holder)).as("and is told that it had lost its lock").isEqualTo(500);
    }

    @Test
    void theWrongRoleSeesAndFreesNothing() throws Exception {
        CompletableFuture<HttpResponse<String>> holder = hold(name);

        browser.header("Test-Role", "user");
        awaitText("#alarm", "You may not see the locks");
        browser.element(RELEASE).click();
        browser.element(CONFIRM).click();
        awaitText("#outcome", "You may not release locks");
        browser.screenshot("wrong-role");
        browser.open(base + "api/guarded/console.html");
        assertThat(browser.text("body")).contains("\"status_code\":403").doesNotContain(name);

        assertThat(statusOf(holder)).as("it kept its lock").isEqualTo(204);
    }

    @Test
    void whatUsersSentIsTextAndNothingElse() throws Exception {
        String hostile = "<script>document.title='forged'<!--<img src=x onerror=\"document.title='forged'\"> " + name;
        CompletableFuture<HttpResponse<String>> holder = hold(hostile);
        browser.element(RELEASE).click();
        awaitText("#confirm", hostile);

        browser.screenshot("hostile");
        assertThat(browser.script("return document.title")).isEqualTo("Locks");
        assertThat(browser.script("return document.querySelectorAll('main script, main img, dialog img').length"))
                .isEqualTo(0L);
        browser.element(CONFIRM).click();
        awaitText("#outcome", "Released cdi:redis:" + hostile);

        client.post("gates/" + path(hostile), "");
        assertThat(holder.get(1, TimeUnit.MINUTES).statusCode()).isEqualTo(500);
    }

    @Test
    void aStoreThatIsAwayIsSaidAndIsNotAnEmptyList() throws Exception {
        CompletableFuture<HttpResponse<String>> holder = hold(name);

        REDIS.stop();
        try {
            awaitText("#alarm", "Nobody knows who holds what");
            assertThat(browser.texts("#locks tr")).as("what was known").hasSize(1);
            browser.element(RELEASE).click();
            browser.element(CONFIRM).click();
            awaitText("#outcome", "Nobody knows whether");
            browser.screenshot("store-away");
        } finally {
            REDIS.restart();
        }

        await().atMost(Browser.patience().multipliedBy(2))
                .until(() -> browser.text("#alarm").isEmpty());
        assertThat(statusOf(holder)).as("Redis forgot it").isEqualTo(500);
    }

    @Test
    void theKeyboardIsEnough() throws Exception {
        CompletableFuture<HttpResponse<String>> holder = hold(name);

        browser.script("document.getElementById('search').focus()");
        browser.press("no such lock");
        awaitText("#none", "No lock fits the search.");
        browser.press(Keys.chord(Keys.CONTROL, "a"), Keys.BACK_SPACE);
        awaitText("#locks", name);
        for (int steps = 0; steps < 20 && !focused().equals("Release …"); steps++) {
            browser.press(Keys.TAB);
        }
        browser.screenshot("focus");
        browser.press(Keys.ENTER);
        awaitText("#confirm", name);
        assertThat(focused()).as("what Enter would do").isEqualTo("Keep it");
        browser.press(Keys.ESCAPE);
        patiently().until(() -> browser.text("#confirm").isEmpty());
        assertThat(focused()).as("back where it was").isEqualTo("Release …");
        browser.press(Keys.ENTER);
        browser.press(Keys.TAB);
        assertThat(focused()).isEqualTo("Release it");
        browser.press(Keys.ENTER);

        awaitText("#outcome", "Released");
        assertThat(statusOf(holder)).isEqualTo(500);
    }

    private static String focused() {
        return String.valueOf(browser.script("return document.activeElement.innerText"));
    }

    /** For a person to look at; that nothing is cut off a machine can tell. */
    @Test
    void theDarkAndAPhoneAreServedToo() throws Exception {
        CompletableFuture<HttpResponse<String>> holder = hold(name);
        String other = "a name that is long enough to be broken on a phone, and has no spaces " + "x".repeat(120);
        CompletableFuture<HttpResponse<String>> second = hold(other);
        browser.screenshot("desk-light");
        Object light = background();
        browser.dark(true);
        browser.screenshot("desk-dark");
        assertThat(background()).isNotEqualTo(light);
        browser.size(390, 844);
        browser.screenshot("phone-dark");
        browser.dark(false);
        browser.screenshot("phone-light");
        assertThat((long) browser.script("return document.documentElement.scrollWidth"))
                .as("nothing is beside the screen")
                .isLessThanOrEqualTo(390);
        browser.element(RELEASE).click();
        browser.screenshot("phone-confirm");
        browser.element("#confirm button[value=keep]").click();

        assertThat(statusOf(holder)).isEqualTo(204);
        client.post("gates/" + path(other), "");
        assertThat(second.get(1, TimeUnit.MINUTES).statusCode()).isEqualTo(204);
    }

    private static Object background() {
        return browser.script("return getComputedStyle(document.documentElement).backgroundColor");
    }
}
