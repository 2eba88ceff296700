package eu.parvis.order;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FilePayload;
import eu.parvis.Axe;
import eu.parvis.Chromium;
import eu.parvis.document.DocumentApi;
import eu.parvis.document.DocumentCapability;
import eu.parvis.document.Files;
import eu.parvis.membership.Role;
import eu.parvis.request.Orders;
import eu.parvis.request.Requester;
import eu.parvis.session.SessionApi.Channel;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page of the supporting documents in a real browser. */
@ExtendWith({VertxExtension.class, Chromium.class})
class DocumentsIT {

    private static final Path SHOTS = Path.of("target", "documents");

    private Orders orders;
    private Requester user;
    private UUID request;
    private Browser chromium;

    @BeforeEach
    void anOrderIsMade(Vertx vertx, Browser browser) {
        chromium = browser;
        orders = new Orders(
                vertx,
                Map.of("http.publicUrl", "http://localhost"),
                DocumentCapability.DESCRIPTOR,
                OrderCapability.DESCRIPTOR);
        user = orders.member("mathis.kervella@kervella.example", Role.USER);
        request = orders.order(user, "ID_RGS_1", Orders.me()).request().id();
    }

    private Page open(String locale, boolean scripts, int width) {
        var context = chromium.newContext(new Browser.NewContextOptions()
                .setLocale(locale)
                .setJavaScriptEnabled(scripts)
                .setViewportSize(width, 900));
        var portal = orders.registry.portal.address();
        context.addCookies(List.of(
                new Cookie("session", orders.registry.token(user.account(), Channel.BROWSER)).setUrl(portal.toString()),
                new Cookie("language", locale.substring(0, 2)).setUrl(portal.toString())));
        var page = context.newPage();
        page.navigate(portal + "/requests/" + request + "/documents");
        return page;
    }

    private static FilePayload file(String name, byte[] bytes) {
        return new FilePayload(name, "application/octet-stream", bytes);
    }

    private List<String> rows() {
        return orders.registry.rows.query(
                "SELECT kind || ' ' || state || ' ' || file_name FROM request_document ORDER BY kind, uploaded_at");
    }

    private static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SHOTS.resolve(name + ".png"))
                .setFullPage(true));
    }

    private static void assertAccessible(Page page) {
        assertEquals(List.of(), Axe.complaints(page));
        assertEquals(
                false,
                page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"),
                "wider than the screen");
    }

    @Test
    void aFileIsSentAsSoonAsItIsChosenAndAWrongOneIsRefusedBesideIt() {
        for (var locale : List.of("fr-FR", "en-GB")) {
            var page = open(locale, true, 360);
            assertAccessible(page);
            page.setInputFiles("#file-IDENTITY", file("pièce.pdf", Files.pdf(300_000)));
            PlaywrightAssertions.assertThat(page.getByText("pièce.pdf")).isVisible();

            page.setInputFiles("#file-MANDATE", file("mandat.pdf", Files.zip()));
            PlaywrightAssertions.assertThat(page.locator("#file-MANDATE-error")).containsText("ZIP");
            assertAccessible(page);
            shoot(page, "refused-" + locale);
            orders.registry.rows.execute("DELETE FROM request_document");
        }
    }

    @Test
    void aFileIsDroppedAndReplacedAloneAndReadAgain() throws IOException {
        var page = open("en-GB", true, 1280);
        page.setInputFiles("#file-MANDATE", file("mandate.png", Files.png()));
        PlaywrightAssertions.assertThat(page.getByText("mandate.png")).isVisible();
        drop(page, "passport.jpg", Files.jpeg());
        PlaywrightAssertions.assertThat(page.getByText("passport.jpg")).isVisible();
        assertAccessible(page);
        shoot(page, "received");

        page.locator("summary").first().click();
        page.setInputFiles("#file-IDENTITY", file("card.pdf", Files.pdf()));
        PlaywrightAssertions.assertThat(page.getByText("card.pdf")).isVisible();

        assertEquals(
                List.of("IDENTITY REPLACED passport.jpg", "IDENTITY RECEIVED card.pdf", "MANDATE RECEIVED mandate.png"),
                rows());
        var download = page.waitForDownload(() -> page.getByText("card.pdf").click());
        assertEquals("card.pdf", download.suggestedFilename());
        assertArrayEquals(Files.pdf(), download.createReadStream().readAllBytes());
        assertTrue(download.url().contains("/documents/"), download.url());
    }

    private static void drop(Page page, String name, byte[] bytes) {
        var base64 = java.util.Base64.getEncoder().encodeToString(bytes);
        page.evaluate("""
                ([name, text]) => {
                  const bytes = Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
                  const data = new DataTransfer();
                  data.items.add(new File([bytes], name));
                  const item = document.getElementById('file-IDENTITY').closest('li');
                  ['dragover', 'drop'].forEach(type =>
                    item.dispatchEvent(new DragEvent(type, {dataTransfer: data, bubbles: true, cancelable: true})));
                }
                """, List.of(name, base64));
    }

    @Test
    void withoutScriptsSeveralFilesAreSentByOneButton() {
        var page = open("fr-FR", false, 360);
        page.setInputFiles("#file-IDENTITY", file("carte.jpg", Files.jpeg()));
        page.setInputFiles("#file-MANDATE", file("vide.pdf", new byte[0]));
        page.locator("[data-send] button").click();

        PlaywrightAssertions.assertThat(page.locator("#file-MANDATE-error")).isVisible();
        shoot(page, "without-scripts");
        assertEquals(List.of("IDENTITY RECEIVED carte.jpg"), rows());
        page.setInputFiles("#file-MANDATE", file("mandat.pdf", Files.pdf(DocumentApi.MOST)));
        page.locator("[data-send] button").click();
        PlaywrightAssertions.assertThat(page.getByText("mandat.pdf")).isVisible();
    }

    @Test
    void aFileThatCouldNotBeSentStaysChosenAndIsSentAgain() {
        orders.registry.rows.execute(
                "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
                        + "$$ BEGIN RAISE EXCEPTION 'full' USING ERRCODE = '53100'; END $$",
                "CREATE TRIGGER full_disk BEFORE INSERT ON document_chunk EXECUTE FUNCTION full_disk()");
        var page = open("en-GB", true, 1280);
        page.setInputFiles("#file-IDENTITY", file("card.pdf", Files.pdf()));
        PlaywrightAssertions.assertThat(page.getByText("It is still chosen")).isVisible();
        assertAccessible(page);
        shoot(page, "away");

        orders.registry.rows.execute("DROP TRIGGER full_disk ON document_chunk");
        page.locator(".progress button:visible").click();

        PlaywrightAssertions.assertThat(page.getByText("card.pdf")).isVisible();
        assertEquals(List.of("IDENTITY RECEIVED card.pdf"), rows());
    }
}
