package io.guarded.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.it.page.Browser;
import java.net.URL;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The example's page in a browser: each card shows what it says. Pictures of them are kept for a person. */
@ArquillianTest
@Tag("browser")
class ExampleBrowserIT {

    private static final String HOSTILE = "<img src=x onerror=\"document.title='forged'\"></p>%2e: ";
    private static final String REPORT = "lock:cron:daily_report";

    private static Browser browser;

    private final String id = UUID.randomUUID().toString();

    @ArquillianResource
    URL base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.untouched("example-page", Redis.SERVER.url());
    }

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void endBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() {
        new Client(base).awaitRedis();
        browser.dark(false);
        browser.size(1280, 1400);
        browser.open(base.toString());
        awaitText("#node", "the only node");
    }

    private static void awaitText(String selector, String text) {
        await().atMost(Browser.patience())
                .untilAsserted(
                        () -> assertThat(browser.text(selector)).as(selector).contains(text));
    }

    private static void click(String card, String button) {
        browser.element("#" + card + " button" + button).click();
    }

    private static void submit(String card) {
        click(card, ":not([type])");
    }

    private static void awaitLog(String card, String text) {
        awaitText("#" + card + " .log", text);
    }

    private static void assertNothingForged() {
        assertThat(browser.script("return document.title")).isEqualTo("Guarded: see it work");
        assertThat(browser.script("return document.querySelectorAll('main img, main script').length"))
                .isEqualTo(0L);
    }

    /** The question is long, and so is the answer: it has to last until the second tab has asked. */
    @Test
    void aSecondTabIsToldThatTheSessionIsBusyAndWhenToComeBack() {
        String first = browser.tab();
        browser.type("#chat [name=session]", HOSTILE + id);
        browser.type("#chat [name=question]", "why ".repeat(120) + "<b>me</b>?");
        browser.press(Keys.ENTER);
        awaitText("#chat .answer", "You asked: why");

        browser.clickToNewTab("#second");
        assertThat(browser.element("#chat [name=session]").getDomProperty("value"))
                .isEqualTo(HOSTILE + id);
        String second = browser.tab();
        browser.size(1280, 1400);
        browser.script("window.said = []; const card = document.getElementById('chat'); new MutationObserver(() =>"
                + " window.said.push(card.querySelector('.state').innerText + '|' + card.querySelector('.countdown').innerText))"
                + ".observe(card, { childList: true, subtree: true })");
        submit("chat");
        await().atMost(Browser.patience()).until(() -> !said().isEmpty());
        browser.screenshot("example-chat-busy");
        awaitText("#chat .state", "You may ask again.");
        // a page that stands still for a moment leaves seconds out
        assertThat(said())
                .anyMatch(shown -> shown.matches(
                        "429: I am still thinking\\. Please ask again in a moment\\.\\|Ask again in \\d+ s"))
                .endsWith("You may ask again.|");

        browser.tab(first);
        browser.screenshot("example-chat-answer");
        click("chat", "[name=stop]");
        awaitText("#chat .state", "the session is free");
        assertNothingForged();
        browser.tab(second);
        submit("chat");
        awaitText("#chat .answer", "You asked: Why is the sky blue?");
        click("chat", "[name=stop]");
        awaitText("#chat .state", "the session is free");
        browser.closeTab();
        browser.tab(first);
    }

    @SuppressWarnings("unchecked")
    private static List<String> said() {
        return (List<String>) browser.script("return window.said");
    }

    @Test
    void theJobsOfATenantLoseNoAmountAndHisNameIsText() {
        browser.type("#tenant [name=tenant]", HOSTILE + id);

        submit("tenant");

        awaitText("#tenant .state", "0 + 1 + 2 + 3 + 4 + 5 = 15");
        assertThat(browser.text("#tenant .log")).contains(HOSTILE + id + ": +5", "globex: +10");
        browser.screenshot("example-tenant");
        assertNothingForged();
    }

    @Test
    void oneMigrationRunsAndTheOtherGoesOnWithout() {
        click("migration", "[name=undo]");
        awaitLog("migration", "undone");

        // one after the other, the second might come when the first is done
        browser.script("const go = document.querySelector('#migration button:not([type])'); go.click(); go.click();");

        awaitLog("migration", ". another node is migrating");
        awaitLog("migration", ". migrated");
        submit("migration");
        awaitLog("migration", "3. nothing to migrate");
        browser.screenshot("example-migration");
    }

    @Test
    void theReportIsSkippedWhileAnotherNodeIsAtItAndTheTimerWritesItLater() {
        Redis.SERVER.command("HSET", REPORT, "another-node:1", "1");
        Redis.SERVER.command("PEXPIRE", REPORT, "600000");
        submit("report");
        awaitLog("report", "skipped");
        Redis.SERVER.command("DEL", REPORT);

        click("report", "[name=start]");

        awaitLog("report", "written, the 1. of this node");
        click("report", "[name=stop]");
        awaitText("#report .state", "It fires no more");
        browser.screenshot("example-report");
    }

    @Test
    void documentsWithACommonEntityWaitAndLoseNoMention() {
        browser.size(1280, 1700);
        browser.type("#graph [name=workspace]", id);
        browser.element("#graph textarea").sendKeys("\n" + HOSTILE + ", Ada Lovelace");

        submit("graph");

        awaitText("#graph .state", "11 of 11 mentions are there.");
        assertThat(browser.texts("#graph tbody tr"))
                .contains("Ada Lovelace\t4", "Alan Turing\t1", HOSTILE.strip() + "\t1");
        assertThat(browser.texts("#graph .log li")).hasSize(5).anyMatch(line -> !line.endsWith(" waited 0.0 s"));
        browser.screenshot("example-graph");
        assertNothingForged();
    }

    /** The application takes twenty entities at once, and that is what the page says. */
    @Test
    void documentsMayNameMoreTogetherThanOneMay() {
        browser.type("#graph [name=workspace]", id);
        browser.type("#graph textarea", entities(1, 20) + "\n" + entities(11, 30) + "\n" + entities(31, 31));

        submit("graph");

        awaitText("#graph .state", "41 of 41 mentions are there.");
        assertThat(browser.texts("#graph tbody tr")).hasSize(31).contains("e1\t1", "e11\t2", "e20\t2", "e31\t1");
    }

    @Test
    void aDocumentThatNamesTooMuchIsSaidAndNothingIsMerged() {
        browser.type("#graph [name=workspace]", id);
        browser.type("#graph textarea", "ada\n" + entities(1, 21));

        submit("graph");

        awaitText("#graph .state", "Document 2 names 21 entities; 20 can be locked at once.");
        browser.type("#graph textarea", "x".repeat(101));
        submit("graph");
        awaitText("#graph .state", "Document 1 names an entity of more than 100 characters.");
        assertThat(browser.texts("#graph .log li")).isEmpty();
        assertThat(new Client(base).get("graphs/" + id + "?entity=ada").body()).contains("\"documents\":0");
    }

    private static String entities(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(number -> "e" + number)
                .collect(Collectors.joining(", "));
    }

    /** The thread that stands still belongs to the server, which has others to do. */
    @Test
    void aSecondHolderIsToldToWakeTheFirst() {
        browser.type("#fencing [name=account]", id);
        click("fencing", "[name=a]");
        awaitLog("fencing", "and stands still.");
        browser.type("#fencing [name=account]", id + "-other");

        click("fencing", "[name=a]");

        awaitText("#fencing .state", "A holder stands still on this node already. Wake it first.");
        browser.type("#fencing [name=account]", id);
        click("fencing", "[name=wake]");
        awaitLog("fencing", "A wrote 5 with token");
    }

    @Test
    void theRowRefusesAHolderThatStoodStill() {
        browser.type("#fencing [name=account]", id);

        click("fencing", "[name=a]");
        awaitLog("fencing", "and stands still.");
        click("fencing", "[name=b]");
        awaitLog("fencing", "B wrote 3 with token");
        click("fencing", "[name=wake]");

        awaitLog("fencing", "A wanted to write 5 with token");
        assertThat(browser.texts("#fencing .log li").get(0)).contains(": refused, the row has seen ");
        awaitText("#fencing .state", "The row: balance 3");
        browser.screenshot("example-fencing");
    }

    @Test
    void aNameThatNoPathCanCarryIsSaid() {
        browser.type("#fencing [name=account]", "..");

        click("fencing", "[name=b]");

        awaitText("#fencing .state", "Dots alone cannot be sent.");
    }

    @Test
    void theKeyboardReachesEveryButtonAndField() {
        Set<String> missing = new TreeSet<>(browser.texts("main button"));
        assertThat(missing).hasSize(12);

        for (int steps = 0; steps < 60 && !missing.isEmpty(); steps++) {
            browser.press(Keys.TAB);
            missing.remove((String) browser.script("return document.activeElement.innerText"));
        }

        assertThat(missing).isEmpty();
    }

    /** For a person to look at; that nothing is cut off a machine can tell. */
    @Test
    void theDarkAndAPhoneAreServedToo() {
        Object light = background();
        browser.screenshot("example-desk-light");
        browser.dark(true);
        assertThat(background()).isNotEqualTo(light);
        browser.screenshot("example-desk-dark");
        browser.size(390, 844);
        browser.screenshot("example-phone-dark");
        assertThat((long) browser.script("return document.documentElement.scrollWidth"))
                .as("nothing is beside the screen")
                .isLessThanOrEqualTo(390);
    }

    private static Object background() {
        return browser.script("return getComputedStyle(document.documentElement).backgroundColor");
    }
}
