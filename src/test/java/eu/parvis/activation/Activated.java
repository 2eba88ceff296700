package eu.parvis.activation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.TestPortal;
import eu.parvis.account.Account.Step;
import eu.parvis.api.ApiClient;
import eu.parvis.crypto.Answers;
import eu.parvis.http.Browser;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.signin.password.SigninCapability;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Nolwenn Kervella, who has finished the wizard and signs in again. */
final class Activated {

    static final String CODE = "40719382";
    static final String NEW_CODE = "60284913";
    static final List<String> ANSWERS = List.of("École du Moulin Vert", "Soazig", "Île de Sein", "A blue rooster");
    static final List<String> NEW_ANSWERS = List.of("Les Sonneurs", "Marguerite", "Concarneau", "Du jambon");

    /** The last question is her own. */
    static final List<String> QUESTIONS =
            List.of("first-school", "childhood-friend", "first-journey", "What was painted on the kitchen wall?");

    static final List<String> NEW_QUESTIONS =
            List.of("first-concert", "grandmother", "first-job", "What did we eat on Fridays?");

    final Newcomers newcomers;
    final TestPortal portal;

    private final ApiClient api;

    Activated(Vertx vertx) {
        newcomers = new Newcomers(vertx, SigninCapability.DESCRIPTOR);
        portal = newcomers.portal;
        api = portal.api().language("en");
        walk();
    }

    private void walk() {
        var nolwenn = newcomers.founder();
        var wizard = portal.api().bearer(newcomers.session(nolwenn, Channel.API));
        assertEquals(
                200,
                wizard.put("/activation/password", StepBodies.password(Newcomers.CHOSEN))
                        .status());
        newcomers.standsAt(nolwenn, Step.CHALLENGES);
        assertEquals(
                200,
                wizard.put("/activation/challenges", set(QUESTIONS, ANSWERS, CODE))
                        .status());
    }

    /** A browser without device mark. */
    Browser anybody() {
        return portal.browser();
    }

    Browser browser() {
        var browser = anybody();
        var signedIn = browser.post("/sign-in", "login", Newcomers.NOLWENN, "password", Newcomers.CHOSEN);
        assertEquals("/home", signedIn.getHeader("Location"));
        return browser;
    }

    ApiClient anyProgram() {
        return api;
    }

    ApiClient program() {
        var signedIn = api.post("/sessions", credentials());
        return api.bearer(signedIn.json().getString("token"));
    }

    static JsonObject credentials() {
        return JsonObject.of("login", Newcomers.NOLWENN, "password", Newcomers.CHOSEN);
    }

    /** The body of an API request to replace the set. */
    static JsonObject replacement(String password) {
        return set(NEW_QUESTIONS, NEW_ANSWERS, NEW_CODE).put("currentPassword", password);
    }

    private static JsonObject set(List<String> questions, List<String> answers, String code) {
        var rows = IntStream.range(0, questions.size())
                .mapToObj(i -> JsonObject.of("question", questions.get(i), "answer", answers.get(i)))
                .toList();
        return JsonObject.of("questions", new JsonArray(rows), "personalCode", code, "personalCodeConfirmation", code);
    }

    /** The fields of a page to replace the set: names and values. */
    static String[] form(String password) {
        var form = new ArrayList<>(List.of("currentPassword", password));
        for (var i = 0; i < NEW_QUESTIONS.size(); i++) {
            var own = i == NEW_QUESTIONS.size() - 1;
            form.addAll(List.of("questions." + i + ".question", own ? "OWN" : NEW_QUESTIONS.get(i)));
            form.addAll(List.of("questions." + i + ".own", own ? NEW_QUESTIONS.get(i) : ""));
            form.addAll(List.of("questions." + i + ".answer", NEW_ANSWERS.get(i)));
        }
        form.addAll(List.of("personalCode", NEW_CODE, "personalCodeConfirmation", NEW_CODE));
        return form.toArray(String[]::new);
    }

    /** Whether exactly these answers and this code are stored. */
    boolean has(List<String> questions, List<String> answers, String code) {
        var rows = newcomers.rows(
                "SELECT coalesce(catalogue_id, own_question), answer_hash FROM challenge_question ORDER BY position");
        var known = IntStream.range(0, rows.size())
                .allMatch(i -> rows.get(i).startsWith(questions.get(i) + "|")
                        && newcomers.isHashOf(
                                rows.get(i).substring(rows.get(i).indexOf('|') + 1),
                                Answers.normalised(answers.get(i))));
        return known
                && rows.size() == questions.size()
                && newcomers.isHashOf(newcomers.row("SELECT personal_code_hash FROM challenge_set"), code);
    }

    /** The journal entries of replacements, in order. */
    List<String> journal() {
        return newcomers.rows("SELECT event || ' ' || outcome FROM journal"
                + " WHERE event IN ('REAUTHENTICATION', 'CHALLENGES_REPLACED') ORDER BY id");
    }

    /** The number of counted attempts. */
    String tries() {
        return newcomers.row("SELECT coalesce(sum(cardinality(tries)), 0) FROM attempt");
    }
}
