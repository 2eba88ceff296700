package eu.parvis.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.microsoft.playwright.Browser;
import eu.parvis.Chromium;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.Secret;
import eu.parvis.mail.MailCapability;
import eu.parvis.me.MeCapability;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.membership.Registry;
import eu.parvis.membership.Role;
import eu.parvis.signin.password.SigninCapability;
import eu.parvis.values.Language;
import eu.parvis.words.Words;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages "My account" in a real browser, with their errors, a second browser and the mailed links. */
@ExtendWith({Chromium.class, VertxExtension.class})
class MyAccountIT {

    private static final String NOLWENN = "nolwenn.kervella@kervella.example";
    private static final String NEW_ADDRESS = "nolwenn.le.goff@voilerie.example";
    private static final String PASSWORD = "Lavande-bleue-42";
    private static final String NEW_PASSWORD = "Tilleul.argente-77";
    private static final String ERRORS = ".summary-of-errors";
    private static final String PROOF = "#proof";

    private final GreenMail mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private Registry registry;
    private Actor erwan;
    private String url;
    private Words words;

    @BeforeEach
    void open(Vertx vertx) {
        mails.start();
        registry = Registry.open(
                vertx,
                Map.of(
                        "http.publicUrl", "http://localhost",
                        "smtp.host", "127.0.0.1",
                        "smtp.port", String.valueOf(mails.getSmtp().getPort())),
                SigninCapability.DESCRIPTOR,
                MailCapability.DESCRIPTOR,
                MeCapability.DESCRIPTOR);
        var kervella = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        var nolwenn = registry.member(kervella, NOLWENN, Role.ADMINISTRATOR, Role.USER);
        erwan = registry.member(kervella, "erwan.tanguy@kervella.example", Role.ADMINISTRATOR);
        registry.clock.advance(Duration.ofMinutes(1));
        var cariou = registry.organisation("90000001900019", "Voilerie Cariou");
        registry.actor(cariou, erwan.account(), Role.ADMINISTRATOR);
        registry.actor(cariou, nolwenn.account(), Role.USER);
        url = registry.portal.address().toString();
    }

    @AfterEach
    void close() {
        mails.stop();
    }

    @ParameterizedTest
    @CsvSource({"fr, true", "en, true", "fr, false"})
    void aPersonManagesTheirAccount(String language, boolean scripts, Browser browser) {
        var hash = registry.portal.ask(HashingApi.HASH, new HashingApi.Hash(new Secret(PASSWORD)));
        registry.rows.execute("UPDATE account SET password_hash = '" + hash.phc() + "', language = '" + language + "'");
        words = Words.of(Language.valueOf(language.toUpperCase(Locale.ROOT)));
        var name = "account-" + (scripts ? language : "no-js");
        var locale = Locale.forLanguageTag(language);
        try (var nolwenn = new Visitor(browser, url, name, locale, scripts);
                var other = new Visitor(browser, url, name + "-other", locale, scripts)) {
            signsIn(nolwenn, NOLWENN, PASSWORD);
            assertButtonsAtTheRight(nolwenn);
            nolwenn.looksAt("account");
            changesTheProfile(nolwenn);
            changesThePassword(nolwenn);
            changesTheAddress(nolwenn);
            leavesAnOrganisation(nolwenn);
            changesRoles(nolwenn);
            endsTheOtherSession(nolwenn, other);
            undoesTheChangeOfTheAddress(nolwenn);
        }
    }

    private void signsIn(Visitor visitor, String login, String password) {
        visitor.open("/sign-in?returnTo=/account");
        visitor.type("login", login);
        visitor.type("password", password);
        visitor.goOn();
        visitor.arrivesAt("/account");
    }

    private void changesTheProfile(Visitor visitor) {
        visitor.press("a[href='/account/profile']");
        visitor.arrivesAt("/account/profile");
        visitor.looksAt("profile");
        assertNoScriptTwice(visitor);
        var late = visitor.anotherTab();
        late.open("/account/profile");

        visitor.type("lastName", "Le Goff");
        visitor.type("phone", "12");
        visitor.goOn();
        visitor.page.waitForSelector(ERRORS);
        assertEquals("Le Goff", visitor.page.inputValue("#lastName"));
        visitor.looksAt("profile-errors");
        visitor.type("phone", "02 61 91 24 11");
        visitor.goOn();
        visitor.arrivesAt("/account");
        assertReads(visitor, "main", "Nolwenn Le Goff");
        assertReads(visitor, "main", words.text("me.done.profile"));
        visitor.looksAt("profile-saved");

        late.type("firstName", "Nolwen");
        late.goOn();
        late.page.waitForSelector(ERRORS);
        assertReads(late, ERRORS, "Nolwenn Le Goff");
        assertEquals("Nolwen", late.page.inputValue("#firstName"));
        late.looksAt("profile-changed-elsewhere");
        late.page.close();
    }

    private void changesThePassword(Visitor visitor) {
        visitor.open("/account");
        visitor.press("a[href='/account/password']");
        visitor.arrivesAt("/account/password");
        visitor.looksAt("password");
        choosesPassword(visitor, PASSWORD, NEW_PASSWORD, "another");
        visitor.page.waitForSelector(ERRORS);
        visitor.looksAt("password-errors");
        choosesPassword(visitor, "wrong", NEW_PASSWORD, NEW_PASSWORD);
        visitor.page.waitForSelector("#currentPassword-error");
        visitor.looksAt("password-wrong");
        assertEquals("", visitor.page.inputValue("#password"));
        choosesPassword(visitor, PASSWORD, NEW_PASSWORD, NEW_PASSWORD);
        visitor.arrivesAt("/account");
        assertReads(visitor, "main", words.text("me.done.password"));
        visitor.looksAt("password-changed");
    }

    private static void choosesPassword(Visitor visitor, String current, String chosen, String confirmation) {
        visitor.type("currentPassword", current);
        visitor.type("password", chosen);
        visitor.type("passwordConfirmation", confirmation);
        visitor.goOn();
    }

    private void changesTheAddress(Visitor visitor) {
        visitor.press("a[href='/account/email']");
        visitor.arrivesAt("/account/email");
        visitor.looksAt("email");
        assertNoScriptTwice(visitor);
        typesAddress(visitor, NOLWENN, "nolwenn@");
        visitor.page.waitForSelector(ERRORS);
        visitor.looksAt("email-errors");

        registry.clock.advance(Duration.ofMinutes(5).plusSeconds(1));
        typesAddress(visitor, NEW_ADDRESS, NEW_ADDRESS);
        mistypesThenProves(visitor, "EMAIL");
        visitor.page.waitForSelector("form[action='/account/email/again']");
        assertReads(visitor, "main", NEW_ADDRESS);
        visitor.looksAt("email-pending");
        visitor.press("form[action='/account/email/again'] button");
        visitor.page.waitForSelector(".notice");
        assertReads(visitor, ".notice", words.text("me.email.done.again"));
        visitor.open("/account");
        visitor.looksAt("email-pending-overview");

        var link = mailedLink(NEW_ADDRESS, 2, "/email-change");
        visitor.open(link);
        visitor.looksAt("email-link");
        visitor.goOn();
        visitor.arrivesAt("/email-change/done");
        visitor.looksAt("email-changed");
        visitor.open(link);
        visitor.looksAt("email-link-over");
        visitor.open("/account");
        assertReads(visitor, "main", NEW_ADDRESS);
    }

    private static void typesAddress(Visitor visitor, String address, String confirmation) {
        visitor.type("email", address);
        visitor.type("emailConfirmation", confirmation);
        visitor.press("form[action='/account/email'] .actions button");
    }

    /** On the page that asks for the password again: a wrong one first. */
    private void mistypesThenProves(Visitor visitor, String act) {
        visitor.page.waitForSelector(PROOF);
        visitor.looksAt("proof");
        visitor.type("proof", "wrong");
        visitor.goOn();
        visitor.page.waitForSelector(ERRORS);
        visitor.looksAt("proof-wrong");
        proves(visitor, act);
    }

    private void proves(Visitor visitor, String act) {
        visitor.page.waitForSelector(PROOF);
        assertReads(visitor, "main", words.text("signin.prove.act." + act));
        visitor.type("proof", NEW_PASSWORD);
        visitor.goOn();
    }

    private void leavesAnOrganisation(Visitor visitor) {
        visitor.open("/account");
        visitor.press("a[href='/account/organisations']");
        visitor.arrivesAt("/account/organisations");
        visitor.looksAt("organisations");
        assertButtonsAtTheRight(visitor);
        visitor.press("main li:has-text('Voilerie Cariou') form[action='/organisation/switch'] button");
        visitor.page.waitForSelector(".whoami:has-text('Voilerie Cariou')");
        visitor.open("/account/organisations");
        visitor.press("main li:has-text('Voilerie Cariou') a[href^='/account/organisations/']");
        visitor.page.waitForSelector("#confirmation");
        visitor.looksAt("leave");
        visitor.press(".button.danger");
        visitor.page.waitForSelector(ERRORS);
        visitor.looksAt("leave-errors");
        visitor.page.check("#confirmation");
        visitor.press(".button.danger");
        visitor.arrivesAt("/account/organisations");
        assertReads(visitor, "main", words.text("me.organisations.left"));
        assertFalse(visitor.page.innerText("main").contains("Voilerie Cariou"));
        visitor.looksAt("organisation-left");
    }

    private void changesRoles(Visitor visitor) {
        var page = "/users/" + registry.user(erwan);
        visitor.open(page);
        visitor.tick("roles", "TECHNICAL_CONTACT");
        registry.clock.advance(Duration.ofMinutes(5).plusSeconds(1));
        visitor.press("form[action='" + page + "/roles'] .actions button");
        proves(visitor, "ROLES");
        visitor.arrivesAt(page);
        visitor.page.waitForSelector(".notice.good");
        assertTrue(visitor.page.isChecked("#roles-technical-contact"));

        registry.clock.advance(Duration.ofMinutes(5).plusSeconds(1));
        visitor.open("/account/confirm?returnTo=/account/sessions");
        proves(visitor, "PAGE");
        visitor.arrivesAt("/account/sessions");
    }

    private void endsTheOtherSession(Visitor visitor, Visitor other) {
        assertReads(visitor, "main", words.text("me.sessions.only"));
        signsIn(other, NEW_ADDRESS, NEW_PASSWORD);

        visitor.open("/account");
        assertReads(visitor, "main", words.text("me.overview.sessions.count", 2));
        visitor.press("a[href='/account/sessions']");
        visitor.arrivesAt("/account/sessions");
        assertButtonsAtTheRight(visitor);
        visitor.looksAt("sessions");
        visitor.press("form[action='/account/sessions/end'] button");
        visitor.page.waitForSelector(".notice.good");
        assertReads(visitor, "main", words.text("me.sessions.ended.one"));
        visitor.looksAt("session-ended");

        other.press(".side a[href='/home']");
        other.arrivesAt("/sign-in");
        assertReads(other, "main", words.text("signin.out.reason.ENDED_BY_OWNER"));
        other.looksAt("ended-by-owner");
        signsIn(other, NEW_ADDRESS, NEW_PASSWORD);
        visitor.open("/account/sessions");
        visitor.press("form[action='/account/sessions/end-others'] button");
        visitor.page.waitForSelector(".notice.good");
        assertReads(visitor, "main", words.text("me.sessions.ended.others"));
        other.open("/account");
        other.arrivesAt("/sign-in");
    }

    private void undoesTheChangeOfTheAddress(Visitor visitor) {
        visitor.open(mailedLink(NOLWENN, 1, "/email-undo"));
        visitor.looksAt("email-undo");
        visitor.goOn();
        visitor.arrivesAt("/email-undo/done");
        visitor.looksAt("email-undone");
        visitor.open("/account");
        visitor.arrivesAt("/sign-in");
        assertReads(visitor, "main", words.text("signin.out.reason.EMAIL_RESTORED"));
    }

    private static void assertButtonsAtTheRight(Visitor visitor) {
        var list = visitor.page.locator(".tasks").boundingBox();
        for (var button : visitor.page.locator(".tasks .button").all()) {
            var box = button.boundingBox();
            assertEquals(list.x + list.width, box.x + box.width, 1, button.innerText());
        }
    }

    private static void assertNoScriptTwice(Visitor visitor) {
        var scripts = visitor.page.locator("script[src]").all().stream()
                .map(script -> script.getAttribute("src"))
                .toList();
        assertEquals(Set.copyOf(scripts).size(), scripts.size(), scripts::toString);
    }

    private static void assertReads(Visitor visitor, String part, String text) {
        var read = visitor.page.innerText(part);
        assertTrue(read.contains(text), () -> text + " in " + read);
    }

    /** Path and query of the link in the latest mail to this person that has one; waits for that many such mails. */
    private String mailedLink(String recipient, int count, String path) {
        var pattern = Pattern.compile("https?://[^/\\s]+(" + path + "\\?token=\\S+)");
        for (var patience = 0; patience < 100; patience++) {
            var links = Arrays.stream(mails.getReceivedMessages())
                    .filter(mail -> isTo(mail, recipient))
                    .map(mail -> pattern.matcher(text(mail)))
                    .flatMap(found -> found.find() ? Optional.of(found.group(1)).stream() : Stream.empty())
                    .toList();
            if (links.size() == count) {
                return links.get(count - 1);
            }
            mails.waitForIncomingEmail(200, mails.getReceivedMessages().length + 1);
        }
        throw new AssertionError("No link to " + path + " for " + recipient);
    }

    private static boolean isTo(MimeMessage mail, String recipient) {
        try {
            return mail.getAllRecipients()[0].toString().equals(recipient);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(MimeMessage mail) {
        try {
            return ((Multipart) mail.getContent()).getBodyPart(0).getContent().toString();
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
