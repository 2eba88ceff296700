package eu.parvis.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import eu.parvis.Chromium;
import eu.parvis.capability.Capability;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.Secret;
import eu.parvis.home.HomeCapability;
import eu.parvis.membership.Role;
import eu.parvis.order.OrderCapability;
import eu.parvis.request.Orders;
import eu.parvis.request.RequestApi;
import eu.parvis.request.Requester;
import eu.parvis.signin.password.SigninCapability;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A member approves a request or not, and a holder corrects, declines and confirms, in a real browser. */
@ExtendWith({Chromium.class, VertxExtension.class})
class AnswersIT {

    private static final String PASSWORD = "Lavande-bleue-42";
    private static final String ERRORS = ".summary-of-errors";

    private Orders orders;
    private Requester technician;
    private Requester agent;

    private void open(Vertx vertx, String language) {
        var more =
                new Capability[] {SigninCapability.DESCRIPTOR, OrderCapability.DESCRIPTOR, HomeCapability.DESCRIPTOR};
        orders = new Orders(vertx, Map.of("http.publicUrl", "http://localhost"), more);
        technician = orders.member("bleuenn.kervella@kervella.example", Role.TECHNICAL_CONTACT);
        agent = orders.member("nolwenn.kervella@kervella.example", Role.CERTIFICATION_AGENT);
        orders.member("lea.kervella@kervella.example", Role.LEGAL_REPRESENTATIVE);
        orders.member("yann.riou@kervella.example", Role.USER);
        var hash = orders.registry.portal.ask(HashingApi.HASH, new HashingApi.Hash(new Secret(PASSWORD)));
        orders.registry.rows.execute(
                "UPDATE account SET password_hash = '" + hash.phc() + "', language = '" + language + "'");
    }

    private String submitted(Requester by, String product, RequestApi.OrderedHolder holder) {
        var id = orders.order(by, product, holder).request().id();
        orders.submit(by, id);
        return "/requests/" + id;
    }

    private Visitor visitor(Browser browser, String language, boolean scripts, String person) {
        var url = orders.registry.portal.address().toString();
        var name = "answers-" + (scripts ? language : "no-js");
        var visitor = new Visitor(browser, url, name, Locale.forLanguageTag(language), scripts);
        visitor.open("/sign-in?returnTo=/home");
        visitor.type("login", person + "@kervella.example");
        visitor.type("password", PASSWORD);
        visitor.goOn();
        visitor.arrivesAt("/home");
        return visitor;
    }

    @ParameterizedTest
    @CsvSource({"fr, true", "en, true", "fr, false"})
    void aMemberApprovesOrNot(String language, boolean scripts, Browser browser, Vertx vertx) {
        open(vertx, language);
        var first = submitted(technician, "CACHET", Orders.service("Factures"));
        var second = submitted(technician, "SSL_RGS", Orders.service("www.kervella.example"));
        try (var lea = visitor(browser, language, scripts, "lea.kervella");
                var bleuenn = visitor(browser, language, scripts, "bleuenn.kervella")) {
            lea.looksAt("home-approvals");
            lea.press("a[href='" + first + "/approval']");
            lea.arrivesAt(first + "/approval");
            lea.looksAt("approval");
            lea.press("button[value=REFUSE]");
            lea.page.waitForSelector(ERRORS);
            lea.looksAt("approval-errors");
            typeAndComeBack(lea, first + "/approval", "note", scripts);
            lea.press("button[value=REFUSE]");
            lea.arrivesAt(first);
            lea.looksAt("request-not-approved");
            lea.open("/requests");
            lea.looksAt("requests-approvable");
            lea.open(second);
            lea.looksAt("request-approvable");
            lea.press("a[href='" + second + "/approval']");
            lea.press("button[value=APPROVE]");
            lea.arrivesAt(second);
            lea.looksAt("request-approved");

            bleuenn.looksAt("home-setback");
            bleuenn.open(first);
            assertTrue(bleuenn.page.locator("main").innerText().contains("12-B"));
            bleuenn.looksAt("request-setback");
        }
    }

    @ParameterizedTest
    @CsvSource({"fr, true", "en, true", "fr, false"})
    void aHolderCorrectsDeclinesAndConfirms(String language, boolean scripts, Browser browser, Vertx vertx) {
        open(vertx, language);
        var request = submitted(agent, "ID_RGS_1", Orders.person("Yan", "Rioux", "yann.riou@kervella.example"));
        try (var yann = visitor(browser, language, scripts, "yann.riou");
                var nolwenn = visitor(browser, language, scripts, "nolwenn.kervella")) {
            yann.looksAt("home-holder");
            yann.open(request);
            yann.looksAt("request-to-confirm");
            yann.press("a[href='" + request + "/confirmation']");
            yann.arrivesAt(request + "/confirmation");
            yann.looksAt("confirmation");
            yann.type("lastName", "");
            yann.press("button[value=CONFIRMED]");
            yann.page.waitForSelector(ERRORS);
            yann.looksAt("confirmation-errors");
            typeAndComeBack(yann, request + "/confirmation", "reason", scripts);
            yann.press("button[value=DECLINED]");
            yann.arrivesAt(request);
            yann.looksAt("request-declined");

            nolwenn.open(request);
            assertTrue(nolwenn.page.locator("main").innerText().contains("12-B"));
            nolwenn.looksAt("request-declined-by-holder");

            yann.press("a[href='" + request + "/confirmation']");
            yann.looksAt("confirmation-declined");
            yann.type("firstName", "Yann");
            yann.type("lastName", "Riou");
            yann.press("button[value=CONFIRMED]");
            yann.arrivesAt(request);
            yann.looksAt("request-confirmed");
            nolwenn.open(request);
            assertTrue(nolwenn.page.locator("main").innerText().contains("Yan Rioux"));
            nolwenn.looksAt("request-corrected");
        }
    }

    /** With scripts, what was typed is there again after the page was left. */
    private static void typeAndComeBack(Visitor visitor, String address, String field, boolean scripts) {
        if (scripts) {
            visitor.page.waitForResponse(answer -> answer.status() == 204, () -> visitor.type(field, "12-B"));
            visitor.open(address);
            assertEquals("12-B", visitor.page.inputValue("[name=" + field + "]"));
        } else {
            visitor.type(field, "12-B");
        }
    }
}
