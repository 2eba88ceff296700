package eu.parvis.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import eu.parvis.Axe;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Somebody at a browser, who reads one language and looks at each page, wide and narrow. */
final class Visitor implements AutoCloseable {

    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final int NARROW = 360;
    private static final int WIDE = 1280;

    /** Axe looks at structure and colours, which no language changes: once for each page is enough. */
    private static final Set<String> EXAMINED = new HashSet<>();

    private final String name;
    private final String url;
    private final boolean scripts;
    private final BrowserContext context;
    private int pictures;
    final Page page;

    Visitor(Browser browser, String url, String name, Locale language, boolean scripts) {
        this.name = name;
        this.url = url;
        this.scripts = scripts;
        this.context = browser.newContext(new Browser.NewContextOptions()
                .setLocale(language.toLanguageTag())
                .setViewportSize(WIDE, 900)
                .setJavaScriptEnabled(scripts));
        this.page = context.newPage();
        page.setDefaultTimeout(15_000);
        page.onPageError(error -> {
            throw new AssertionError("A script failed at " + page.url() + ": " + error);
        });
    }

    void open(String path) {
        page.navigate(url + path);
    }

    void type(String field, String text) {
        page.fill("#" + field.replace('.', '-'), text);
    }

    void tick(String field, String value) {
        var id = (field + "-" + value).toLowerCase(Locale.ROOT).replaceAll("[._]", "-");
        page.check("#" + id);
    }

    void choose(String field, String value) {
        page.selectOption("#" + field.replace('.', '-'), value);
    }

    /** The one button that leads on. */
    void goOn() {
        page.locator("main form .actions .button").first().click();
    }

    void press(String selector) {
        page.locator(selector).first().click();
    }

    /** Where the path now is, once it is that. */
    void arrivesAt(String path) {
        page.waitForURL(at -> at.replace(url, "").split("[?#]", 2)[0].equals(path));
    }

    /** The page holds what an accessible one must, fits a telephone, and, as most see it, is kept as two pictures. */
    void looksAt(String subject) {
        assertTrue(page.locator("h1").count() == 1, "One title on " + page.url());
        if (scripts) {
            picture(subject, WIDE);
        }
        page.setViewportSize(NARROW, 900);
        if (scripts) {
            picture(subject, NARROW);
            pictures++;
        }
        assertEquals(
                true,
                page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
                "Nothing scrolls sideways on " + page.url());
        if (scripts && EXAMINED.add(subject)) {
            assertEquals(List.of(), Axe.complaints(page), "axe on " + subject + " " + page.url());
        }
        page.setViewportSize(WIDE, 900);
    }

    /** What the README shows is pictured in the English journey. */
    void isPicturedAs(String name) {
        if (this.name.equals("en")) {
            new ReadmePicture(name).take(page);
        }
    }

    private void picture(String subject, int width) {
        var file = "%s-%02d-%s-%d.png".formatted(name, pictures, subject, width);
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve(file)));
    }

    @Override
    public void close() {
        context.close();
    }
}
