package eu.parvis.desk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import eu.parvis.Await;
import eu.parvis.Axe;
import eu.parvis.Chromium;
import eu.parvis.document.DocumentCapability;
import eu.parvis.document.Files;
import eu.parvis.membership.Role;
import eu.parvis.order.OrderCapability;
import eu.parvis.request.Orders;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.session.SessionApi.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real browser shows a picture and a PDF in frames beside the data of a request, and lets them do nothing else. */
@ExtendWith({VertxExtension.class, Chromium.class})
class DeskDocumentsIT {

    private static final Path SHOTS = Path.of("target", "documents");

    /** The viewer of Chromium. */
    private static final String VIEWER = "chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/";

    private static final byte[] PDF = """
            %PDF-1.4
            1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
            2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
            3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj
            4 0 obj<</Length 29>>stream
            0.2 0.4 0.6 rg 60 600 300 150 re f
            endstream endobj
            trailer<</Root 1 0 R>>
            %%EOF
            """.getBytes(ISO_8859_1);

    private Orders orders;
    private UUID request;
    private UUID operator;

    @BeforeEach
    void open(Vertx vertx) {
        orders = new Orders(
                vertx,
                Map.of("http.publicUrl", "http://localhost"),
                DocumentCapability.DESCRIPTOR,
                OrderCapability.DESCRIPTOR,
                DeskCapability.DESCRIPTOR);
        var mathis = orders.member("mathis.kervella@kervella.example", Role.USER);
        request = orders.order(mathis, "ID_RGS_1", Orders.me()).request().id();
        var api = orders.registry
                .portal
                .api(mathis.account(), Kind.OPEN)
                .with("Content-Type", "application/octet-stream");
        Map.of("IDENTITY", Files.png(), "MANDATE", PDF)
                .forEach((kind, file) -> assertEquals(
                        201,
                        Await.done(api.send(
                                        HttpMethod.PUT,
                                        "/requests/" + request + "/documents/" + kind,
                                        Buffer.buffer(file)))
                                .status()));
        orders.submit(mathis, request);
        operator = orders.registry.activeAccount("yann.legoff@authority.example");
        orders.registry.rows.execute("UPDATE account SET operator = true WHERE id = '" + operator + "'");
    }

    private Page page(Browser browser, boolean scripts, int width) {
        var context = browser.newContext(new Browser.NewContextOptions()
                .setLocale("fr-FR")
                .setJavaScriptEnabled(scripts)
                .setViewportSize(width, 900));
        var portal = orders.registry.portal.address();
        context.addCookies(List.of(
                new Cookie("session", orders.registry.token(operator, Channel.BROWSER)).setUrl(portal.toString())));
        var page = context.newPage();
        page.navigate(portal + "/desk/requests/" + request);
        page.locator("iframe").all().forEach(frame -> frame.scrollIntoViewIfNeeded());
        return page;
    }

    private static Frame frame(Page page, Predicate<Frame> sought) {
        page.waitForCondition(() -> page.frames().stream().anyMatch(sought));
        return page.frames().stream().filter(sought).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPictureFillsItsFrameAndCannotReachThePage(boolean scripts, Browser browser) {
        var page = page(browser, scripts, 1280);

        var frame =
                frame(page, found -> found.url().contains("/documents/shown/") && found.querySelector("img") != null);
        page.waitForCondition(
                () -> frame.evaluate("document.images[0].naturalWidth").equals(400));
        assertEquals("null", frame.evaluate("self.origin"));
        assertEquals(
                true, frame.evaluate("(() => { try { return !parent.document } catch (refused) { return true } })()"));
        if (scripts) {
            assertEquals(List.of(), Axe.complaints(page));
        }
        page.locator("iframe").first().scrollIntoViewIfNeeded();
        shoot(page, "desk-picture-" + scripts);
    }

    /** The viewer needs no script of the page: it works where the visitor's settings forbid scripts, too. */
    @Test
    void aPdfIsShownByTheViewerOfTheBrowser() {
        try (var playwright = Chromium.playwright();
                var browser = Chromium.thatKeepsPages(playwright)) {
            var page = page(browser, true, 1280);

            frame(page, found -> found.url().startsWith(VIEWER));

            assertTrue(page.frames().stream().anyMatch(found -> found.url().contains("/documents/shown/")));
            assertFalse(page.frames().stream().anyMatch(found -> found.url().startsWith("chrome-error:")));
            page.waitForTimeout(1_000);
            shoot(page, "desk-pdf");
            page.setViewportSize(360, 900);
            assertEquals(
                    false,
                    page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"),
                    "wider than the screen");
            page.waitForTimeout(1_000);
            shoot(page, "desk-pdf-narrow");
        }
    }

    private static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + ".png")));
    }
}
