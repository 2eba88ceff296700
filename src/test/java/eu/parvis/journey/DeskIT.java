package eu.parvis.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import eu.parvis.Chromium;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.Secret;
import eu.parvis.desk.DeskCapability;
import eu.parvis.membership.Role;
import eu.parvis.request.Orders;
import eu.parvis.signin.password.SigninCapability;
import eu.parvis.values.Language;
import eu.parvis.words.Words;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An operator checks a request in a real browser. */
@ExtendWith({Chromium.class, VertxExtension.class})
class DeskIT {

    private static final String YANN = "yann.legoff@authority.example";
    private static final String PASSWORD = "Lavande-bleue-42";

    private Orders orders;
    private String url;
    private UUID request;

    @BeforeEach
    void open(Vertx vertx) {
        orders = new Orders(vertx, SigninCapability.DESCRIPTOR, DeskCapability.DESCRIPTOR);
        var account = orders.registry.activeAccount(YANN);
        orders.registry.rows.execute("UPDATE account SET operator = true WHERE id = '" + account + "'");
        var customer = orders.member("mathis.kervella@kervella.example", Role.USER);
        request = orders.order(customer, "ID_RGS_2", Orders.me()).request().id();
        orders.submit(customer, request);
        for (var kind : List.of("IDENTITY", "MANDATE")) {
            orders.receive(request, kind, "RECEIVED");
        }
        orders.registry.rows.execute(
                "UPDATE request SET state = 'IN_REVIEW', search = search WHERE id = '" + request + "'");
        url = orders.registry.portal.address().toString();
    }

    @ParameterizedTest
    @CsvSource({"fr, true", "en, true", "fr, false"})
    void anOperatorChecksARequest(String language, boolean scripts, Browser browser) {
        var hash = orders.registry.portal.ask(HashingApi.HASH, new HashingApi.Hash(new Secret(PASSWORD)));
        orders.registry.rows.execute("UPDATE account SET password_hash = '%s', language = '%s' WHERE operator"
                .formatted(hash.phc(), language));
        var words = Words.of(Language.valueOf(language.toUpperCase(Locale.ROOT)));
        var name = "desk-" + (scripts ? language : "no-js");
        try (var yann = new Visitor(browser, url, name, Locale.forLanguageTag(language), scripts)) {
            yann.open("/sign-in?returnTo=/desk");
            yann.type("login", YANN);
            yann.type("password", PASSWORD);
            yann.goOn();
            yann.arrivesAt("/desk");
            yann.looksAt("queue");
            yann.open("/desk/next");
            yann.arrivesAt("/desk/requests/" + request);
            yann.looksAt("file");
            if (scripts) {
                yann.page.keyboard().press("r");
                assertEquals("IDENTITY-reason", yann.page.evaluate("document.activeElement.id"));
            } else {
                yann.press("details > summary");
            }
            yann.press("button[name='IDENTITY.decision'][value=REFUSED]");
            yann.page.waitForSelector(".summary-of-errors");
            yann.looksAt("file-errors");
            yann.page.selectOption("#IDENTITY-reason", "UNREADABLE");
            yann.press("button[name='IDENTITY.decision'][value=REFUSED]");
            yann.page.waitForSelector(".notice.good");
            assertTrue(yann.page.innerText("main").contains(words.text("desk.done.document")));
            yann.looksAt("file-refused");
            yann.open("/desk/figures");
            yann.looksAt("figures");
        }
    }
}
