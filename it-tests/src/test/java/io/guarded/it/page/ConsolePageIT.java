package io.guarded.it.page;

import static io.guarded.it.page.PageServer.list;
import static io.guarded.it.page.PageServer.lock;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.it.page.PageServer.Reply;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractStringAssert;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The console's page never says more than it knows, whatever it is answered. */
@Tag("page")
class ConsolePageIT {

    private static final String RELEASE = "#locks tr button";
    private static final String CONFIRM = "#confirm button[value=release]";

    private static Browser browser;
    private PageServer server;

    @BeforeAll
    static void startBrowser() {
        browser = startImpatient();
    }

    /** With a page that asks ten times as often. */
    private static Browser startImpatient() {
        Browser started = Browser.start();
        started.before("const later = setTimeout; window.setTimeout = (task, ms) => later(task, ms / 10)");
        return started;
    }

    @AfterAll
    static void endBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void startServer() throws Exception {
        server = PageServer.start();
    }

    @AfterEach
    void endServer() {
        server.close();
    }

    private static ConditionFactory patiently() {
        return await().atMost(Browser.patience());
    }

    private static void awaitText(String selector, String text) {
        patiently().untilAsserted(() -> assertText(selector).contains(text));
    }

    private static AbstractStringAssert<?> assertText(String selector) {
        return assertThat(browser.text(selector)).as(selector);
    }

    private void open(String... locks) {
        server.locks = () -> list(locks);
        browser.open(server.url());
        patiently().until(() -> browser.texts("#locks tr").size() == locks.length);
    }

    /** Returns when two more lists were asked for and shown, so that nothing is shown that is about to go. */
    private void awaitRefresh() {
        int before = server.lists.get();
        patiently().until(() -> server.lists.get() >= before + 3);
    }

    private void release() {
        browser.element(RELEASE).click();
        browser.element(CONFIRM).click();
    }

    @Test
    void theHoldThatIsShownIsReleased() {
        open(lock("order:1/../2 ü", "id 7", "worker"));

        release();

        awaitText("#outcome", "Released order:1/../2 ü.");
        assertThat(server.releases).containsExactly("name=order%3A1%2F..%2F2%20%C3%BC&id=id%207");
        awaitRefresh();
        assertText("#outcome").contains("Released");
    }

    @ParameterizedTest
    @CsvSource({
        "403, You may not release locks",
        "401, You may not release locks",
        "404, The console is off",
        "409, did not have the lock any more",
        "503, Nobody knows whether",
        "500, Nobody knows whether",
        "202, Nobody knows whether",
        "200, Nobody knows whether",
    })
    void everyAnswerButNoContentSaysWhatHappened(int status, String said) {
        open(lock("a", "1", "worker"));
        server.release = () -> Reply.problem(status, "why");

        release();

        awaitText("#outcome", said);
        assertText("#outcome").contains("a").doesNotContain("Released");
        awaitRefresh();
        assertText("#outcome").as("after a while").contains(said);
    }

    @Test
    void aLoginPageIsNoRelease() {
        open(lock("a", "1", "worker"));
        server.release = () -> Reply.html(200);

        release();

        awaitText("#outcome", "Nobody knows whether");
    }

    @Test
    void aNameThatNoRequestCanCarryIsSaid() {
        open(lock("a\\ud800", "1", "worker"));

        release();

        awaitText("#outcome", "cannot be sent");
        assertThat(server.releases).isEmpty();
    }

    /** Browsers refuse to ask by an address with a password in it, and a relative one has that of its page. */
    @Test
    void aPageThatWasOpenedWithAPasswordWorks() {
        server.locks = () -> list(lock("a", "1", "worker"));

        browser.open(server.url().replace("//", "//eve:secret@"));

        awaitText("#locks", "worker");
        release();
        awaitText("#outcome", "Released a.");
    }

    @Test
    void noAnswerIsSaid() {
        open(lock("a", "1", "worker"));

        browser.element(RELEASE).click();
        server.close();
        browser.element(CONFIRM).click();

        awaitText("#outcome", "Nobody knows whether");
        awaitText("#alarm", "does not answer");
    }

    @Test
    void theHolderThatIsAskedAboutIsTheOneOfNow() {
        open(lock("a", "1", "worker-1"));
        server.locks = () -> list(lock("a", "1", "worker-2"));
        awaitText("#locks", "worker-2");

        browser.element(RELEASE).click();

        awaitText("#confirm", "worker-2");
        assertText("#confirm").doesNotContain("worker-1");
        browser.element("#confirm button[value=keep]").click();
    }

    /** Whoever confirms has been asked about another holder. */
    @Test
    void aHoldThatIsNotShownAnyMoreIsNotReleased() {
        open(lock("a", "1", "worker-1"));
        browser.element(RELEASE).click();
        server.locks = () -> list(lock("a", "2", "worker-2"));
        patiently().until(() -> browser.texts("#locks tr").get(0).contains("worker-2"));

        browser.element(CONFIRM).click();

        awaitText("#outcome", "has changed hands");
        assertText("#outcome").contains("Nothing was released");
        awaitRefresh();
        assertThat(server.releases).isEmpty();
    }

    @Test
    void aLockThatBecameFreeMeanwhileIsNotReleased() {
        open(lock("a", "1", "worker-1"));
        browser.element(RELEASE).click();
        server.locks = () -> PageServer.NO_LOCKS;
        patiently().until(() -> browser.texts("#locks tr").isEmpty());

        browser.element(CONFIRM).click();

        awaitText("#outcome", "is not held any more");
        assertThat(server.releases).isEmpty();
    }

    @Test
    void theStoreIsAwayUntilAListThatWasAskedForLaterShowsThatItIsBack() throws Exception {
        open(lock("a", "1", "worker"));
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch isAsked = new CountDownLatch(1);
        Reply before = list(lock("a", "1", "worker"));
        server.locks = () -> {
            isAsked.countDown();
            return isOpen(go) ? before : Reply.problem(503, "the store is away");
        };
        assertThat(isAsked.await(30, TimeUnit.SECONDS)).isTrue();
        server.locks = () -> Reply.problem(503, "the store is away");
        server.release = () -> Reply.problem(503, "the store is away");

        release();
        awaitText("#alarm", "the store is away");
        browser.script(
                "const alarm = document.getElementById('alarm'); window.gone = false;"
                        + " new MutationObserver(() => { window.gone ||= alarm.hidden; }).observe(alarm, { attributes: true })");
        go.countDown();

        awaitRefresh();
        assertThat(browser.script("return window.gone")).as("the alarm went").isEqualTo(false);
        assertText("#alarm").contains("the store is away");
        assertThat(browser.script("return document.body.classList.contains('stale')"))
                .isEqualTo(true);
        server.locks = () -> before;
        patiently().until(() -> browser.text("#alarm").isEmpty());
        assertText("#outcome").contains("Nobody knows whether");
    }

    private static boolean isOpen(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The list that was asked for first comes last. */
    @Test
    void anOldListDoesNotReplaceANewerOne() throws Exception {
        open(lock("a", "1", "worker"));
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch isAsked = new CountDownLatch(1);
        server.locks = () -> {
            isAsked.countDown();
            return isOpen(go) ? list(lock("a", "1", "worker"), lock("old", "1", "worker")) : PageServer.NO_LOCKS;
        };
        assertThat(isAsked.await(30, TimeUnit.SECONDS)).isTrue();
        server.locks = () -> PageServer.NO_LOCKS;

        release();

        awaitText("#outcome", "Released a.");
        patiently().until(() -> browser.texts("#locks tr").isEmpty());
        browser.script("window.seen = false; new MutationObserver(() => { window.seen = true; })"
                + ".observe(document.getElementById('locks'), { childList: true })");
        go.countDown();
        awaitRefresh();
        assertThat(browser.script("return window.seen"))
                .as("the old list was shown")
                .isEqualTo(false);
    }

    @Test
    void aLoginPageIsNoListOfLocks() {
        open(lock("a", "1", "worker"));

        server.locks = () -> Reply.html(200);

        awaitText("#alarm", "log in");
        assertThat(browser.texts("#locks tr")).as("what was known, greyed out").hasSize(1);
        server.locks = () -> Reply.json(200, "{\"locks\":[");
        awaitText("#alarm", "cannot be read");
        server.locks = () -> Reply.json(200, "{}");
        awaitText("#alarm", "cannot be read");
    }

    /** Locks are still to be seen if only the counts of waits are not. */
    @Test
    void waitsThatCannotBeHadDoNotHideTheLocks() {
        open();
        server.waits = () -> Reply.problem(500, "why");
        awaitText("#waits-state", "answers 500");

        server.locks = () -> list(lock("a", "1", "worker"));

        awaitText("#locks", "worker");
        assertText("#alarm").isEmpty();
    }

    @Test
    void aServerThatSaysNothingIsSaid() {
        browser.before(
                "const timeout = AbortSignal.timeout; AbortSignal.timeout = () => timeout.call(AbortSignal, 300)");
        open(lock("a", "1", "worker"));
        CountDownLatch never = new CountDownLatch(1);
        server.locks = () -> isOpen(never) ? PageServer.NO_LOCKS : Reply.empty(500);

        awaitText("#alarm", "does not answer");
        never.countDown();
        browser.close();
        browser = startImpatient();
    }
}
