package io.guarded.it.page;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A Chromium without a window. Where there is none, the test is skipped and says so: nothing is downloaded. */
public final class Browser implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Dimension DESK = new Dimension(1280, 900);

    /** Warns that it does not know the newest Chromium's protocol, of which only stable parts are used here. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    static {
        SELENIUM.setLevel(Level.SEVERE);
    }

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts one, or skips the test. */
    public static Browser start() {
        Optional<File> browser = BROWSERS.stream().flatMap(Browser::onPath).findFirst();
        Optional<File> control = onPath("chromedriver").findFirst();
        if (browser.isEmpty() || control.isEmpty()) {
            String reason = "NO PAGE IS TESTED: no chromium or no chromedriver is on the PATH";
            System.err.println(reason);
            return abort(reason);
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.get());
        // root and containers have no sandbox, and it loads nothing but the page under test
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--no-proxy-server");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(control.get())
                .usingAnyFreePort()
                .build();
        Browser started = new Browser(new ChromeDriver(service, options));
        started.size(DESK.width, DESK.height);
        return started;
    }

    private static Stream<File> onPath(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(directory -> new File(directory, name))
                .filter(File::canExecute);
    }

    /** Sends a header with every request from now on. */
    public void header(String name, String value) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand("Network.setExtraHTTPHeaders", Map.of("headers", Map.of(name, value)));
    }

    /** Runs a script before those of each page that is opened from now on. */
    public void before(String script) {
        driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    /** Opens a page. */
    public void open(String address) {
        driver.get(address);
    }

    /** Gives what a person sees of an element: nothing if it is hidden. */
    public String text(String selector) {
        return (String) script(
                "const e = document.querySelector(arguments[0]); return e === null || !e.checkVisibility() ? '' : e.innerText",
                selector);
    }

    /** Gives what a person sees of each of several elements, at one moment. */
    @SuppressWarnings("unchecked")
    public List<String> texts(String selector) {
        return (List<String>)
                script("return [...document.querySelectorAll(arguments[0])].map(e => e.innerText)", selector);
    }

    /** Gives what the script returns. */
    public Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Gives an element to type into or click. */
    public WebElement element(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** Empties a field, and types into it. */
    public void type(String selector, String text) {
        WebElement field = element(selector);
        field.clear();
        field.sendKeys(text);
    }

    /** Tells which tab one is in. */
    public String tab() {
        return driver.getWindowHandle();
    }

    /** Goes to another tab. */
    public void tab(String handle) {
        driver.switchTo().window(handle);
    }

    /** Clicks a link that opens a tab of its own, and goes there. */
    public void clickToNewTab(String selector) {
        Set<String> before = driver.getWindowHandles();
        element(selector).click();
        await().atMost(patience()).until(() -> driver.getWindowHandles().size() > before.size());
        Set<String> now = new HashSet<>(driver.getWindowHandles());
        now.removeAll(before);
        tab(now.iterator().next());
    }

    /** Closes a tab; another one has to be gone to. */
    public void closeTab() {
        driver.close();
    }

    /** Presses keys wherever the focus is. */
    public void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** Lets the page be as large as this. */
    public void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Says whether the person likes it dark. */
    public void dark(boolean isDark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", isDark ? "dark" : "light"))));
    }

    /** Keeps a picture of the page, for a person to look at. */
    public void screenshot(String name) {
        try {
            Files.write(
                    Files.createDirectories(SCREENSHOTS).resolve(name + ".png"),
                    driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives how long a page may take to show what it was told, on a busy machine. */
    public static Duration patience() {
        return Duration.ofSeconds(30);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
