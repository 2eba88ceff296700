package eu.parvis.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SelectOption;
import eu.parvis.Chromium;
import eu.parvis.joining.JoinApi;
import eu.parvis.joining.JoinApi.Ask;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.membership.Registry;
import eu.parvis.membership.Role;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.values.Language;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each form of the customer area is there again after its page was closed, and after a reload at once. */
@ExtendWith({VertxExtension.class, Chromium.class})
class KeptFormsIT {

    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final String CHOSEN = "[...document.querySelectorAll('#typed :checked, #typed [type=email]')]"
            + ".map(field => field.value).join()";

    private Registry registry;
    private Actor nolwenn;
    private String portal;
    private BrowserContext person;

    @BeforeEach
    void anAdministratorIsSignedIn(Vertx vertx, Browser chromium) {
        registry = Registry.open(vertx, Map.of("http.publicUrl", "http://localhost"));
        var kervella = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        nolwenn = registry.member(kervella, "nolwenn.kervella@kervella.example", Role.ADMINISTRATOR);
        registry.member(kervella, "yann.legoff@kervella.example", Role.USER);
        registry.portal.ask(
                JoinApi.ASK,
                new Ask(
                        Registry.number(Registry.SIRET),
                        Registry.person("gael.cariou@kervella.example"),
                        Language.EN,
                        "192.0.2.7"));
        portal = registry.portal.address().toString();
        person = chromium.newContext(new Browser.NewContextOptions().setLocale("en-GB"));
        person.addCookies(
                List.of(new Cookie("session", registry.token(nolwenn.account(), Channel.BROWSER)).setUrl(portal)));
    }

    /** The selector of a link to the form, or its address. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/users",
                "a[href^='/users/']",
                "a[href^='/join-requests/']",
                "/organisation/contacts",
                "/account/profile",
                "/account/email",
                "/account/security-questions"
            })
    void aFormThatWasLeftIsThereAgain(String form) {
        var page = person.newPage();
        page.navigate(portal + (form.startsWith("/") ? form : "/users"));
        if (!form.startsWith("/")) {
            page.click("main " + form);
        }
        var address = page.url();
        var before = page.evaluate(CHOSEN);
        page.waitForResponse(answer -> answer.status() == 204, () -> type(page, 1));
        var left = page.evaluate(CHOSEN);
        assertNotEquals(before, left);
        page.close();

        var again = person.newPage();
        again.navigate(address);
        assertEquals(left, again.evaluate(CHOSEN));
        assertTrue(
                again.locator("main .notice .title").allTextContents().contains("You have not sent this form yet"),
                again::content);

        type(again, 2);
        var last = again.evaluate(CHOSEN);
        again.reload();
        assertEquals(last, again.evaluate(CHOSEN));
        assertNotEquals(left, last);
    }

    private static void type(Page page, int number) {
        if (page.locator("#typed select").count() > 0) {
            page.selectOption("#typed select >> nth=0", new SelectOption().setIndex(number));
        } else if (page.locator("#typed label.choice").count() == 0) {
            page.locator("#typed [type=email]").first().fill("typed" + number + "@kervella.example");
        } else {
            page.locator("#typed label.choice:has(input:not(:checked)):visible")
                    .first()
                    .click();
        }
    }

    /** The wizard's are tried in WizardDraftsIT, those of a registration in UnsentRegistrationIT, answers in AnswersIT. */
    @Test
    void noOtherPageSavesWhatIsTyped() throws IOException {
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            var saving = files.filter(file -> file.toString().endsWith(".html"))
                    .filter(file -> contains(file, "id=\"typed\""))
                    .map(file -> TEMPLATES.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));

            assertEquals(
                    new TreeSet<>(List.of(
                            "activation/challenges.html",
                            "activation/change-contacts.html",
                            "activation/contacts.html",
                            "activation/replace-challenges.html",
                            "activation/users.html",
                            "joining/join-decision.html",
                            "me/email.html",
                            "me/profile.html",
                            "order/approval.html",
                            "order/confirmation.html",
                            "order/duration.html",
                            "order/holder.html",
                            "registration/administrator.html",
                            "registration/exists.html",
                            "registration/organisation.html",
                            "users/user.html",
                            "users/users.html")),
                    saving);
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
