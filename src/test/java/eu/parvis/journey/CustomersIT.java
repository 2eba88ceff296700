package eu.parvis.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import eu.parvis.Await;
import eu.parvis.Chromium;
import eu.parvis.company.Verification.Kind;
import eu.parvis.company.VerificationStore;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.Secret;
import eu.parvis.customers.CustomersCapability;
import eu.parvis.desk.DeskCapability;
import eu.parvis.joining.JoinApi;
import eu.parvis.joining.JoinApi.Ask;
import eu.parvis.membership.Registry;
import eu.parvis.membership.Role;
import eu.parvis.request.Orders;
import eu.parvis.signin.password.SigninCapability;
import eu.parvis.values.Language;
import eu.parvis.words.Words;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An operator finds a customer, accepts an organisation and reminds its administrators, in a real browser. */
@ExtendWith({Chromium.class, VertxExtension.class})
class CustomersIT {

    private static final String YANN = "yann.legoff@authority.example";
    private static final String PASSWORD = "Lavande-bleue-42";

    private Orders orders;
    private String url;
    private UUID nolwenn;
    private UUID join;
    private Words words;

    @BeforeEach
    void open(Vertx vertx) {
        orders = new Orders(
                vertx,
                Map.of("http.publicUrl", "http://localhost"),
                SigninCapability.DESCRIPTOR,
                DeskCapability.DESCRIPTOR,
                CustomersCapability.DESCRIPTOR);
        var registry = orders.registry;
        var operator = registry.activeAccount(YANN);
        registry.rows.execute("UPDATE account SET operator = true WHERE id = '" + operator + "'");
        var administrator = orders.member("nolwenn.kervella@kervella.example", Role.ADMINISTRATOR, Role.USER);
        nolwenn = administrator.account();
        orders.submit(
                administrator,
                orders.order(administrator, "ID_RGS_2", Orders.me()).request().id());
        Await.done(VerificationStore.queue(
                registry.database, orders.organisation, Kind.SIRET, Registry.SIRET, registry.clock.instant()));
        join = registry.portal
                .ask(
                        JoinApi.ASK,
                        new Ask(
                                Registry.number(Registry.SIRET),
                                Registry.person("mael.cariou@kervella.example"),
                                Language.FR,
                                "192.0.2.7"))
                .id();
        registry.clock.advance(Duration.ofDays(6));
        url = registry.portal.address().toString();
    }

    @ParameterizedTest
    @CsvSource({"fr, true", "en, true", "fr, false"})
    void anOperatorLooksAfterCustomers(String language, boolean scripts, Browser browser) {
        var hash = orders.registry.portal.ask(HashingApi.HASH, new HashingApi.Hash(new Secret(PASSWORD)));
        orders.registry.rows.execute(
                "UPDATE account SET language = '" + language + "'",
                "UPDATE account SET password_hash = '" + hash.phc() + "' WHERE operator");
        words = Words.of(Language.valueOf(language.toUpperCase(Locale.ROOT)));
        var name = "customers-" + (scripts ? language : "no-js");
        try (var yann = new Visitor(browser, url, name, Locale.forLanguageTag(language), scripts)) {
            signsIn(yann);
            finds(yann);
            acceptsTheOrganisation(yann);
            remindsTheAdministrators(yann);
            decides(yann);
        }
    }

    private static void signsIn(Visitor yann) {
        yann.open("/sign-in?returnTo=/desk/search");
        yann.type("login", YANN);
        yann.type("password", PASSWORD);
        yann.goOn();
        yann.arrivesAt("/desk/search");
    }

    private void finds(Visitor yann) {
        yann.type("search", "kervela");
        yann.press("main form[role=search] button");
        yann.looksAt("customers-search");
        yann.press("a[href='/desk/people/" + nolwenn + "']");
        yann.looksAt("customers-person");
    }

    private void acceptsTheOrganisation(Visitor yann) {
        yann.open("/desk/organisations");
        yann.looksAt("customers-organisations");
        yann.press("a[href='/desk/organisations/" + orders.organisation + "']");
        yann.looksAt("customers-organisation");
        yann.press("button[name=decision][value=ACCEPTED]");
        yann.page.waitForSelector(".summary-of-errors");
        yann.looksAt("customers-organisation-errors");
        yann.type("evidence", "Kbis 2026-11-20");
        yann.press("button[name=decision][value=ACCEPTED]");
        done(yann, "customers.done.accepted");
        yann.looksAt("customers-organisation-accepted");
    }

    private void remindsTheAdministrators(Visitor yann) {
        yann.open("/desk/join-requests");
        yann.looksAt("customers-join-requests");
        yann.press("a[href='/desk/join-requests/" + join + "']");
        yann.looksAt("customers-join-request");
        yann.press("form[action$='/reminder'] button");
        done(yann, "customers.join.done.reminded");
    }

    private void decides(Visitor yann) {
        orders.registry.rows.execute("UPDATE member SET state = 'DEACTIVATED'");
        yann.open("/desk/join-requests/" + join);
        yann.looksAt("customers-join-decision");
        yann.type("reason", "Kbis");
        yann.press("button[name=decision][value=APPROVE]");
        done(yann, "customers.join.done.approved");
    }

    private void done(Visitor yann, String sentence) {
        assertThat(yann.page.locator(".notice.good")).containsText(words.text(sentence));
    }
}
