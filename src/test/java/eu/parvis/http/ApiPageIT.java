package eu.parvis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ColorScheme;
import eu.parvis.Axe;
import eu.parvis.Chromium;
import eu.parvis.TestPortal;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The reference of the API in a real browser, under the portal's strict content security policy. */
@ExtendWith({VertxExtension.class, Chromium.class})
class ApiPageIT {

    /** The address that public pages ask whether the visitor is signed in; nobody is. */
    private static final class NobodySignedIn implements Routes {

        @Override
        public void pages(Router router) {
            router.get("/session")
                    .handler(rc -> rc.response().setStatusCode(204).end().onFailure(rc::fail));
        }
    }

    private final List<String> complaints = new ArrayList<>();
    private final List<String> strangers = new ArrayList<>();
    private String address;

    @BeforeEach
    void open(Vertx vertx) {
        var portal = new TestPortal(vertx);
        address = portal.serve(new ApiReference(portal.site()), new NobodySignedIn())
                .toString();
    }

    @Test
    void theReferenceShowsEveryOperationAndLoadsNothingFromElsewhere(Browser chromium) {
        var page = page(chromium, 1280, ColorScheme.LIGHT);

        page.navigate(address + "/api");
        page.waitForSelector(".opblock-summary");
        page.locator(".opblock-summary").first().click();
        page.waitForSelector(".opblock-body");

        assertEquals(List.of(), complaints);
        assertEquals(List.of(), strangers);
        assertTrue(page.locator(".opblock").count() >= 30);
        assertTrue(page.locator("#reference").textContent().contains("registerOrganisation")
                || page.locator("#reference").textContent().contains("Register an organisation"));
        screenshot(page, "api");
    }

    @Test
    void allPagesAreReadableOnATelephoneByNightAndByEverybody(Browser chromium) {
        var page = page(chromium, 360, ColorScheme.DARK);

        for (var path : List.of("/api", "/api/problems", "/api/changes")) {
            page.navigate(address + path);
            page.waitForSelector(path.equals("/api") ? ".opblock-summary" : "h2");
            screenshot(page, path.substring(1).replace('/', '-') + "-360");

            assertEquals(360, page.evaluate("document.documentElement.scrollWidth"), path);
            assertEquals(List.of(), Axe.complaints(page, "#reference"), path);
        }
    }

    private Page page(Browser chromium, int width, ColorScheme scheme) {
        var page = chromium.newContext(new NewContextOptions()
                        .setViewportSize(width, 900)
                        .setLocale("en-GB")
                        .setColorScheme(scheme))
                .newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onRequest(this::note);
        return page;
    }

    private void note(Request request) {
        if (!request.url().startsWith(address) && !request.url().startsWith("data:")) {
            strangers.add(request.url());
        }
    }

    private static void screenshot(Page page, String name) {
        page.screenshot(new ScreenshotOptions()
                .setPath(Path.of("target/screenshots", name + ".png"))
                .setFullPage(true));
    }
}
