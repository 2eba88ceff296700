package eu.parvis.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.FilePayload;
import eu.parvis.Chromium;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.Secret;
import eu.parvis.desk.DeskCapability;
import eu.parvis.document.DocumentCapability;
import eu.parvis.document.Files;
import eu.parvis.mail.MailCapability;
import eu.parvis.membership.Role;
import eu.parvis.order.OrderCapability;
import eu.parvis.request.Orders;
import eu.parvis.signin.password.SigninCapability;
import eu.parvis.validation.ValidationCapability;
import eu.parvis.values.Language;
import eu.parvis.words.Words;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * From the order menu to the accepted request, in two browsers: a customer with a telephone, and an operator of the
 * registration desk. One document is refused and replaced alone.
 */
@ExtendWith({Chromium.class, VertxExtension.class})
class RequestJourneyIT {

    private static final String MATHIS = "mathis.kervella@kervella.example";
    private static final String YANN = "yann.legoff@authority.example";
    private static final String PASSWORD = "Lavande-bleue-42";
    private static final Pattern LINK = Pattern.compile("http://localhost(/requests/[^\\s\"<]+)");

    private final GreenMail mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private Orders orders;
    private Words words;
    private boolean scripts;
    private String request;

    @BeforeEach
    void open(Vertx vertx) {
        mails.start();
        orders = new Orders(
                vertx,
                Map.of(
                        "http.publicUrl", "http://localhost",
                        "smtp.host", "127.0.0.1",
                        "smtp.port", String.valueOf(mails.getSmtp().getPort())),
                SigninCapability.DESCRIPTOR,
                MailCapability.DESCRIPTOR,
                DocumentCapability.DESCRIPTOR,
                OrderCapability.DESCRIPTOR,
                ValidationCapability.DESCRIPTOR,
                DeskCapability.DESCRIPTOR);
        orders.member(MATHIS, Role.USER, Role.CERTIFICATION_AGENT);
        var operator = orders.registry.activeAccount(YANN);
        orders.registry.rows.execute("UPDATE account SET operator = true WHERE id = '" + operator + "'");
    }

    @AfterEach
    void close() {
        mails.stop();
    }

    @ParameterizedTest
    @CsvSource({"fr, true", "en, true", "fr, false"})
    void aCertificateIsOrderedOneDocumentIsReplacedAndTheRequestIsAccepted(
            String language, boolean withScripts, Browser browser) throws Exception {
        scripts = withScripts;
        words = Words.of(Language.valueOf(language.toUpperCase(Locale.ROOT)));
        var hash = orders.registry.portal.ask(HashingApi.HASH, new HashingApi.Hash(new Secret(PASSWORD)));
        orders.registry.rows.execute(
                "UPDATE account SET password_hash = '" + hash.phc() + "', language = '" + language + "'");
        var url = orders.registry.portal.address().toString();
        var name = "request-" + (scripts ? language : "no-js");
        var locale = Locale.forLanguageTag(language);
        try (var mathis = new Visitor(browser, url, name, locale, scripts).onTelephone();
                var yann = new Visitor(browser, url, name + "-desk", locale, scripts)) {
            signsIn(mathis, MATHIS, "/home");
            orders(mathis);
            handsInOneDocument(mathis);
            submits(mathis);
            handsInTheOther(mathis);

            signsIn(yann, YANN, "/desk");
            refusesTheMandate(yann);
            replacesTheMandateAlone(mathis);
            acceptsTheRequest(yann);
            readsTheDecision(mathis);
        }
    }

    private static void signsIn(Visitor visitor, String login, String page) {
        visitor.open("/sign-in?returnTo=" + page);
        visitor.type("login", login);
        visitor.type("password", PASSWORD);
        visitor.goOn();
        visitor.arrivesAt(page);
    }

    // --- The order ----------------------------------------------------------------------------------------------

    private void orders(Visitor mathis) {
        mathis.press("nav.side a[href='/order']");
        mathis.arrivesAt("/order");
        mathis.looksAt("journey-menu");
        mathis.press("button[value=ID_RGS_1]");
        mathis.page.waitForURL(at -> at.endsWith("/holder"));
        request = mathis.page.url().replaceAll("^https?://[^/]*|/holder$", "");
        mathis.tick("holder.kind", "ME");
        mathis.looksAt("journey-holder");
        mathis.goOn();
        mathis.arrivesAt(request + "/duration");
        mathis.tick("durationMonths", "24");
        mathis.looksAt("journey-duration");
        mathis.goOn();
        mathis.arrivesAt(request + "/documents");
        mathis.looksAt("journey-documents");
    }

    /** By the camera of the telephone. */
    private void handsInOneDocument(Visitor mathis) {
        choose(mathis, "#camera-IDENTITY", "passeport.jpg", Files.jpeg());
        if (scripts) {
            assertThat(mathis.page.getByText("passeport.jpg")).isVisible();
            mathis.looksAt("journey-documents-one");
            mathis.press("[data-onward]");
        } else {
            mathis.press("[data-send] button");
        }
        mathis.arrivesAt(request + "/submission");
    }

    private static void choose(Visitor visitor, String field, String name, byte[] bytes) {
        visitor.page.setInputFiles(field, new FilePayload(name, "application/octet-stream", bytes));
    }

    /** Looks at the other certificates first, and takes a better one. */
    private void submits(Visitor mathis) {
        assertThat(mathis.page.locator("main")).containsText("passeport.jpg");
        assertThat(mathis.page.locator("main")).containsText(words.text("request.document.MISSING"));
        mathis.looksAt("journey-summary");
        mathis.press("main p > a[href='" + request + "/product']");
        mathis.arrivesAt(request + "/product");
        mathis.looksAt("journey-product");
        mathis.press("button[value=ID_RGS_2]");
        mathis.arrivesAt(request + "/submission");
        assertThat(mathis.page.locator("main")).containsText("ID RGS**");
        assertThat(mathis.page.locator("main")).containsText("passeport.jpg");
        mathis.goOn();
        mathis.arrivesAt(request);
        assertThat(mathis.page.locator("h1")).containsText("550000");
        mathis.looksAt("journey-submitted");
    }

    private void handsInTheOther(Visitor mathis) {
        mathis.press("main .notice a[href='" + request + "/documents']");
        mathis.arrivesAt(request + "/documents");
        mathis.looksAt("journey-documents-later");
        handsIn(mathis, "MANDATE", "mandat.pdf");
        assertThat(mathis.page.locator("#documents")).containsText(words.text("document.closed.review"));
        mathis.looksAt("journey-documents-closed");
        mathis.open(request);
        assertThat(mathis.page.locator("main")).containsText(words.text("request.state.IN_REVIEW"));
        mathis.looksAt("journey-in-review");
    }

    private void handsIn(Visitor mathis, String kind, String file) {
        choose(mathis, "#file-" + kind, file, Files.pdf());
        if (!scripts) {
            mathis.press("[data-send] button");
        }
        assertThat(mathis.page.getByText(file)).isVisible();
    }

    // --- The desk -----------------------------------------------------------------------------------------------

    private void refusesTheMandate(Visitor yann) {
        yann.open("/desk/next");
        yann.arrivesAt("/desk" + request);
        yann.press("form[action$='/claim'] button");
        done(yann, "claimed");
        if (!scripts) {
            yann.press("form[action$='/documents/MANDATE'] summary");
        } else if (!yann.page.isVisible("#MANDATE-reason")) {
            yann.press("form[action$='/documents/MANDATE'] summary");
        }
        yann.choose("MANDATE-reason", "UNSIGNED");
        yann.press("button[name='MANDATE.decision'][value=REFUSED]");
        done(yann, "document");
    }

    private void done(Visitor yann, String act) {
        assertThat(yann.page.locator(".notice.good")).containsText(words.text("desk.done." + act));
    }

    private void acceptsTheRequest(Visitor yann) {
        yann.open("/desk" + request);
        for (var kind : List.of("IDENTITY", "MANDATE")) {
            yann.press("button[name='" + kind + ".decision'][value=ACCEPTED]");
            done(yann, "document");
        }
        yann.press("details:has(#metBy) > summary");
        yann.type("metBy", "Rozenn Le Bihan");
        yann.type("metOn", "2026-11-20");
        yann.type("place", "Quimper");
        yann.tick("document", "PASSPORT");
        yann.type("number", "24AB12345");
        yann.press("form[action$='/face-to-face'] button");
        done(yann, "met");
        records(yann, "ORGANISATION", "OFFICIAL_REGISTER");
        records(yann, "MAILBOX", "MAIL_RANDOM_VALUE");
        yann.press("button[name=decision][value=ACCEPTED]");
        done(yann, "accepted");
    }

    private void records(Visitor yann, String thing, String method) {
        yann.press("details:has(#" + thing + "-method) > summary");
        yann.choose(thing + "-method", method);
        yann.type(thing + ".evidence", "Kbis");
        yann.type(thing + ".checkedOn", "2026-11-20");
        yann.press("form[action$='/validations/" + thing + "'] button");
        done(yann, "validation");
    }

    // --- The answers --------------------------------------------------------------------------------------------

    private void replacesTheMandateAlone(Visitor mathis) throws MessagingException {
        var mail = mail("request-document-refused", 2);
        mathis.open(link(mail));
        mathis.arrivesAt(request + "/documents");
        mathis.looksAt("journey-documents-refused");
        handsIn(mathis, "MANDATE", "mandat-signé.pdf");
        assertEquals(
                List.of("IDENTITY|passeport.jpg|RECEIVED", "MANDATE|mandat-signé.pdf|RECEIVED"),
                orders.registry.rows.query(
                        "SELECT kind, file_name, state FROM request_document WHERE state <> 'REPLACED' ORDER BY kind"));
    }

    private void readsTheDecision(Visitor mathis) throws MessagingException {
        mail("request-accepted", 3);
        mathis.open(request);
        assertThat(mathis.page.locator(".road")).containsText(words.text("request.state.ACCEPTED"));
        mathis.looksAt("journey-accepted");
        mathis.press("nav.side a[href='/requests']");
        mathis.arrivesAt("/requests");
        mathis.looksAt("journey-list");
        mathis.open(request + "/documents");
        mathis.looksAt("journey-documents-over");
        mathis.open("/home");
        mathis.looksAt("journey-home");
    }

    /** The latest of so many mails to the customer; its subject says what it is about, and the number. */
    private MimeMessage mail(String occasion, int count) throws MessagingException {
        assertTrue(mails.waitForIncomingEmail(20_000, count), occasion);
        var mail = mails.getReceivedMessages()[count - 1];
        assertEquals(MATHIS, mail.getAllRecipients()[0].toString());
        assertTrue(mail.getSubject().contains(words.text("mail." + occasion + ".title")), mail.getSubject());
        assertTrue(mail.getSubject().contains("550000"), mail.getSubject());
        return mail;
    }

    private static String link(MimeMessage mail) {
        var text = GreenMailUtil.getBody(mail).replace("=\r\n", "");
        var found = LINK.matcher(text);
        assertTrue(found.find(), text);
        return found.group(1);
    }
}
