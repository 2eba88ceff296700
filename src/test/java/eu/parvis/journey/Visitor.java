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

/** A person with a browser in one language, who checks each page in a wide and a narrow window. */
final class Visitor implements AutoCloseable {

    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final int NARROW = 360;
    private static final int WIDE = 1280;

    /** Accessibility does not depend on the language, so each page is checked once. */
    private static final Set<String> EXAMINED = new HashSet<>();

    private final String name;
    private final String url;
    private final boolean scripts;
    private final BrowserContext context;
    private int pictures;
    private int width = WIDE;
    final Page page;

    Visitor(Browser browser, String url, String name, Locale language, boolean scripts) {
        this.name = name;
        this.url = url;
        this.scripts = scripts;
        this.context = browser.newContext(new Browser.NewContextOptions()
                .setLocale(language.toLanguageTag())
                .setViewportSize(WIDE, 900)
                .setJavaScriptEnabled(scripts));
        this.page = watched(context.newPage());
    }

    private Visitor(Visitor first, Page page) {
        this.name = first.name;
        this.url = first.url;
        this.scripts = first.scripts;
        this.context = first.context;
        this.page = watched(page);
    }

    private static Page watched(Page tab) {
        tab.setDefaultTimeout(15_000);
        tab.onPageError(error -> {
            throw new AssertionError("A script failed at " + tab.url() + ": " + error);
        });
        return tab;
    }

    /** Uses a narrow window from now on. */
    Visitor onTelephone() {
        width = NARROW;
        page.setViewportSize(NARROW, 900);
        return this;
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

    /** Clicks the button to the next step. */
    void goOn() {
        page.locator("main form .actions .button").first().click();
    }

    void press(String selector) {
        page.locator(selector).first().click();
    }

    /** Waits until the browser is at this path. */
    void arrivesAt(String path) {
        page.waitForURL(at -> at.replace(url, "").split("[?#]", 2)[0].equals(path));
    }

    /** Waits until the browser is at this page of a registration; the address of the registration. */
    String arrivesAtDraft(String at) {
        page.waitForURL(address -> address.matches(".*/register/[0-9a-f-]{36}/" + at + "([?#].*)?"));
        return page.url().replace(url, "").replaceFirst("/" + at + ".*", "");
    }

    /** Another tab of the same browser. */
    Visitor anotherTab() {
        return new Visitor(this, context.newPage());
    }

    /** The tab that this act opens. */
    Visitor opened(Runnable act) {
        return new Visitor(this, page.waitForPopup(act));
    }

    void forgetCookies() {
        context.clearCookies();
    }

    /** Checks accessibility and the width on a telephone, and saves two screenshots. */
    void looksAt(String subject) {
        assertTrue(page.locator("h1").count() == 1, "One title on " + page.url());
        page.setViewportSize(WIDE, 900);
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
        page.setViewportSize(width, 900);
    }

    /** Saves a screenshot for the README, in the English journey only. */
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
