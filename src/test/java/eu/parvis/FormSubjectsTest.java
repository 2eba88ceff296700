package eu.parvis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.http.Browser;
import eu.parvis.http.Routes;
import eu.parvis.membership.Registry;
import eu.parvis.membership.Role;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.session.SessionApi.Kind;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Walks over every form: each says what it acts on, or is listed here with the reason why it need not. */
@ExtendWith(VertxExtension.class)
class FormSubjectsTest {

    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Pattern FORM = Pattern.compile("(?s)<form method=\"post\" action=\"([^\"]*)\".*?</form>");
    private static final Pattern ANY_FORM = Pattern.compile("<form\\b[^>]*method=\"post\"", Pattern.CASE_INSENSITIVE);
    private static final String SUBJECT = "{% include \"layout/subject.html\" %}";

    /** Action of the form, after its template if the model chooses it, to the reason why it names no subject of a session. */
    private static final Map<String, String> WITHOUT_SUBJECT = Map.ofEntries(
            Map.entry("/sign-in", "opens a session"),
            Map.entry("/sign-in/link", "asks for a mail to the typed account"),
            Map.entry("/lock-account/{{ link }}", "acts on the link in its address"),
            Map.entry("/sign-in/open/{{ link }}", "acts on the link in its address"),
            Map.entry("/forgot-identifier", "asks for a mail to the typed address"),
            Map.entry("/forgot-password", "asks for a mail to the typed account"),
            Map.entry("/new-password/{{ link }}", "acts on the recovery link of its address"),
            Map.entry("/new-password/{{ link }}/renew", "acts on the recovery link of its address"),
            Map.entry("/register", "begins a draft"),
            Map.entry("/register/{{ id }}/administrator", "names the draft in the address"),
            Map.entry("/register/{{ id }}/exists", "names the draft in the address"),
            Map.entry("registration/_mails.html {{ address }}/mails", "names the registration in the address"),
            Map.entry("registration/_correct.html {{ address }}/email", "names the registration in the address"),
            Map.entry("/register/person", "begins a registration"),
            Map.entry("/register/person/{{ link }}/waiting/code", "names the registration in the address"),
            Map.entry("/verify/{{ link }}", "acts on the mailed link of its address"),
            Map.entry("/verify/{{ renew }}/renew", "acts on the mailed link of its address"),
            Map.entry("/verify/{{ link }}/deny", "acts on the mailed link of its address"),
            Map.entry("/register/{{ row.id }}/forget", "names the registration in the address"),
            Map.entry(
                    "registration/list.html {{ row.form }}",
                    "names the registration in the address that the visitor chooses"),
            Map.entry("me/email-link.html {{ action }}", "acts on the link in its address"),
            Map.entry("/dev/clock", "the sandbox has one clock"),
            Map.entry("http/error.html {{ typed.action }}", "sends again every field of a form, its subject too"));

    private final List<String> nameless = new ArrayList<>();
    private final TreeSet<String> excused = new TreeSet<>();

    @Test
    void everyFormNamesItsSubjectOrIsListedWithTheReason() throws IOException {
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            files.filter(file -> file.toString().endsWith(".html")).forEach(this::examine);
        }

        assertEquals(List.of(), nameless);
        assertEquals(new TreeSet<>(WITHOUT_SUBJECT.keySet()), excused, "The list names forms that exist");
    }

    private void examine(Path file) {
        var html = read(file);
        var forms = FORM.matcher(html).results().toList();
        assertEquals(
                ANY_FORM.matcher(html).results().count(), forms.size(), () -> "unknown way to write a form: " + file);
        for (var form : forms) {
            if (!form.group().contains(SUBJECT) && !form.group().contains("name=\"subject\"")) {
                excused.add(name(file, form.group(1)));
                if (!WITHOUT_SUBJECT.containsKey(name(file, form.group(1)))) {
                    nameless.add(file + " " + form.group(1));
                }
            }
        }
    }

    private static String name(Path file, String action) {
        return action.startsWith("{{") ? TEMPLATES.relativize(file) + " " + action : action;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Otherwise a form of the list could act in a session. */
    @Test
    void aFormOfTheListHasARouteForEverybody() {
        var listed = WITHOUT_SUBJECT.keySet().stream()
                .filter(action -> action.startsWith("/") && !action.startsWith("/dev/"))
                .map(action -> "POST " + action.replaceAll("\\{\\{.*?}}", ":id"))
                .collect(Collectors.toCollection(TreeSet::new));
        AllowListTest.list().forEach((operation, who) -> {
            if (who.equals("EVERYBODY")) {
                listed.remove(operation);
            }
        });

        assertEquals(new TreeSet<>(), listed);
    }

    @Test
    void everyRouteBehindASessionRefusesAFormWithoutSubjectOrWithThatOfAnotherAccount(Vertx vertx) {
        var registry = Registry.open(vertx);
        var portal = registry.portal.serve(Portal.routes(registry.portal.site()).toArray(Routes[]::new));
        var organisation = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        var stranger = registry.member(organisation, "lotte.jansen@kervella.example", Role.ADMINISTRATOR);
        var foreign = registry.portal
                .subject(registry.token(stranger.account(), Channel.BROWSER))
                .orElseThrow();
        var forms = guardedForms();
        assertTrue(forms.size() > 15, forms::toString);

        forms.forEach((path, who) -> {
            var browser = registry.portal.browser(portal).with("session", session(registry, who));
            assertRefused(path, browser, MultiMap.caseInsensitiveMultiMap().add("town", "Quimper"));
            assertRefused(
                    path,
                    browser,
                    MultiMap.caseInsensitiveMultiMap().add("town", "Quimper").add("subject", foreign));
        });
    }

    @Test
    void aFormOfNothingButAPasswordIsNotSentAgainButTypedAgain(Vertx vertx) {
        var registry = Registry.open(vertx);
        var portal = registry.portal.serve(Portal.routes(registry.portal.site()).toArray(Routes[]::new));
        var browser = registry.portal.browser(portal).with("session", session(registry, "ACTIVATION"));
        var form = Pattern.compile("<form [^>]*action=\"/activation/password\".*?</form>", Pattern.DOTALL)
                .matcher(browser.get("/activation/password").bodyAsString());
        assertTrue(form.find());
        var typed = MultiMap.caseInsensitiveMultiMap();
        Pattern.compile("name=\"([^\"]*)\"")
                .matcher(form.group())
                .results()
                .forEach(name -> typed.set(name.group(1), "Jaune!vert9-Phare"));

        var page = browser.postAsIs("/activation/password", typed);

        assertEquals(409, page.statusCode());
        assertTrue(page.bodyAsString().contains("keeps no password"), page::bodyAsString);
        assertTrue(page.bodyAsString().contains("href=\"/activation/password\""), page::bodyAsString);
        assertFalse(page.bodyAsString().contains("What you typed is on this page"), page::bodyAsString);
        assertFalse(page.bodyAsString().contains("action=\"/activation/password\""), page::bodyAsString);
    }

    private static void assertRefused(String path, Browser browser, MultiMap form) {
        var page = browser.postAsIs(path, form);

        assertEquals(409, page.statusCode(), () -> path + " " + page.bodyAsString());
        assertTrue(page.bodyAsString().contains("name=\"town\" value=\"Quimper\""), path + " keeps what was typed");
        assertFalse(page.bodyAsString().contains("Menuiserie"), path + " names no foreign organisation");
    }

    private static String session(Registry registry, String who) {
        return who.equals("ACTIVATION")
                ? registry.portal.session(newAccount(registry, false), Kind.ACTIVATION, Channel.BROWSER)
                : registry.token(newAccount(registry, true), Channel.BROWSER);
    }

    private static UUID newAccount(Registry registry, boolean active) {
        var email = "mael.cariou@" + UUID.randomUUID() + ".example";
        return active ? registry.activeAccount(email) : registry.pendingAccount(email);
    }

    /** Paths of forms behind a session, to who may send them. */
    private static Map<String, String> guardedForms() {
        var forms = new TreeMap<String, String>();
        AllowListTest.list().forEach((operation, who) -> {
            if (operation.startsWith("POST /") && !operation.startsWith("POST /api/") && !who.equals("EVERYBODY")) {
                forms.put(
                        operation.substring(5).replace(":id", UUID.randomUUID().toString()), who);
            }
        });
        return forms;
    }
}
