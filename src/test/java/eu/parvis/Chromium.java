package eu.parvis;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the Chromium of this machine. The build without a window comes first: it shows the same pages with half
 * the work. It is started by the first class of a JVM that asks for it and closed at the JVM's end; what a test opened
 * in it is closed after the test. Where there is none, a class is skipped, or fails under {@code -Dbrowser=required}.
 */
public final class Chromium implements BeforeAllCallback, ParameterResolver, AfterEachCallback {

    private static final List<String> NAMES =
            List.of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome");

    /** Milliseconds; a machine that runs several tests at once is slow. */
    private static final double PATIENCE = 15_000;

    private static final List<String> CALM = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private record Running(Playwright playwright, Browser browser) implements AutoCloseable {

        static Running start(Path executable) {
            var playwright = Chromium.playwright();
            return new Running(playwright, playwright.chromium().launch(options(executable)));
        }

        @Override
        public void close() {
            browser.close();
            playwright.close();
        }
    }

    public static Playwright playwright() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        return Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    }

    private static LaunchOptions options(Path executable) {
        return new LaunchOptions().setExecutablePath(executable).setArgs(CALM);
    }

    /**
     * A browser that keeps pages that were left in memory, for "Back". The build without a window never does, and
     * Playwright switches it off. A test is skipped where there is no such build.
     */
    public static Browser thatKeepsPages(Playwright playwright) {
        var executable = found(NAMES.subList(1, NAMES.size()));
        assumeTrue(executable.isPresent(), "No Chromium with a window is installed");
        return playwright
                .chromium()
                .launch(options(executable.get()).setIgnoreDefaultArgs(List.of("--disable-back-forward-cache")));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (executable().isEmpty()) {
            var reason = "No Chromium is installed (none of these is on the PATH: " + NAMES + ")";
            if ("required".equals(System.getProperty("browser"))) {
                fail(reason);
            }
            System.err.println("Skipped: " + reason);
            assumeTrue(false, reason);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Browser resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return browser(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        browser(context).contexts().forEach(BrowserContext::close);
    }

    /** Surefire executes each class separately, so a store of the root context would end with the class. */
    private static Browser browser(ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(Chromium.class))
                .computeIfAbsent(
                        Running.class, first -> Running.start(executable().orElseThrow()), Running.class)
                .browser;
    }

    private static Optional<Path> executable() {
        return found(NAMES);
    }

    private static Optional<Path> found(List<String> names) {
        var folders = System.getenv("PATH").split(":", -1);
        return names.stream()
                .flatMap(name -> Stream.of(folders).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
