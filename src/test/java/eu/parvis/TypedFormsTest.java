package eu.parvis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.http.Browser;
import eu.parvis.http.Routes;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sends every form to a portal that cannot execute any: a page says that what was typed is there only where it is. */
@ExtendWith(VertxExtension.class)
class TypedFormsTest {

    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final String SAID = "What you typed is on this page";
    private static final String AGAIN = "keeps no password";
    private static final Pattern HIDDEN = Pattern.compile("<input type=\"hidden\" name=\"([\\w.]+)\"");
    private static final Pattern BUTTON = Pattern.compile("<button\\b[^>]* name=\"([\\w.]+)\"");

    /** Hidden, but typed on the page before. */
    private static final String LOGIN = "login";

    private static final List<String> PASSWORDS = List.of("password", "passwordConfirmation");
    private static final List<String> CODES = List.of("questions.0.answer", "personalCode", "personalCodeConfirmation");

    /** The secret fields of a form, by its address. */
    private static final Map<String, List<String>> SECRETS = Map.of(
            "/sign-in", List.of("password"),
            "/new-password/:id", PASSWORDS,
            "/activation/password", PASSWORDS,
            "/activation/challenges", CODES,
            "/account/security-questions",
                    Stream.concat(Stream.of("currentPassword"), CODES.stream()).toList());

    private Browser browser;

    /** No verticle answers, so every form fails. */
    @BeforeEach
    void start(Vertx vertx) {
        var portal = new TestPortal(vertx);
        var served = portal.serve(Portal.routes(portal.site()).toArray(Routes[]::new));
        browser = portal.browser(served).with("session", "any");
    }

    @Test
    void aFormOfWhichNothingButSecretsWasTypedLeadsBackToItsPage() throws IOException {
        var untyped = new TreeSet<String>();
        for (var form : forms()) {
            var page = send(form, hidden(), SECRETS.getOrDefault(form, List.of()));
            if (page.statusCode() < 400) {
                continue;
            }
            if (page.bodyAsString().contains(SAID)) {
                untyped.add(form);
            } else if (page.statusCode() == 503 && SECRETS.containsKey(form)) {
                assertTrue(page.bodyAsString().contains(AGAIN), form + page.bodyAsString());
                assertFalse(page.bodyAsString().contains("<form method=\"post\" action=\"" + path(form)), form);
            }
        }

        assertEquals(new TreeSet<>(), untyped, "Pages that claim to hold what nobody typed");
    }

    @Test
    void everyOtherFormIsOnThePageThatSaysSo() throws IOException {
        var sent = new ArrayList<String>();
        for (var form : forms()) {
            var page = send(form, List.of("town"), SECRETS.getOrDefault(form, List.of()));
            if (page.statusCode() == 503) {
                sent.add(form);
                assertTrue(page.bodyAsString().contains(SAID), form + page.bodyAsString());
                assertTrue(page.bodyAsString().contains("name=\"town\" value=\"typed 12345678\""), form);
                assertFalse(page.bodyAsString().contains("Secret"), form);
            }
        }

        assertTrue(sent.size() > 15, sent::toString);
    }

    private HttpResponse<Buffer> send(String form, List<String> fields, List<String> secrets) {
        var typed = MultiMap.caseInsensitiveMultiMap();
        fields.forEach(name -> typed.add(name, "typed 12345678"));
        secrets.forEach(name -> typed.add(name, "Secret-12345678"));
        return browser.postAsIs(path(form), typed);
    }

    private static String path(String form) {
        return form.replace(":id", new UUID(0, 7).toString());
    }

    private static List<String> forms() {
        return AllowListTest.list().keySet().stream()
                .filter(operation -> operation.startsWith("POST /") && !operation.startsWith("POST /api/"))
                .map(operation -> operation.substring("POST ".length()))
                .toList();
    }

    /** The names of all hidden fields and buttons of our pages. */
    private static List<String> hidden() throws IOException {
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            return files.filter(file -> file.toString().endsWith(".html") && !file.startsWith(TEMPLATES.resolve("dev")))
                    .map(TypedFormsTest::read)
                    .flatMap(html -> Stream.of(HIDDEN, BUTTON)
                            .flatMap(pattern -> pattern.matcher(html).results()))
                    .map(found -> found.group(1))
                    .filter(name -> !name.equals(LOGIN))
                    .distinct()
                    .collect(Collectors.toList());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
