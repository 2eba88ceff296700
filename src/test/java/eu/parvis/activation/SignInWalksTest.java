package eu.parvis.activation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.account.Account.Step;
import eu.parvis.api.ApiClient;
import eu.parvis.api.Exchange;
import eu.parvis.home.HomeCapability;
import eu.parvis.http.Browser;
import eu.parvis.joining.JoinCapability;
import eu.parvis.me.MeCapability;
import eu.parvis.membership.MembershipCapability;
import eu.parvis.organisation.OrganisationCapability;
import eu.parvis.signin.password.SigninCapability;
import eu.parvis.signin.terms.AcceptanceCapability;
import eu.parvis.terms.TermsCapability;
import eu.parvis.terms.TermsFolderForTests;
import eu.parvis.users.UsersCapability;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * People act at random between sign-in and home, by pages and by API: nobody skips the terms or a step of the wizard,
 * and nothing fails. {@code -Dwalks=1000 -Dwalks.seed=7} makes another run.
 */
@ExtendWith(VertxExtension.class)
class SignInWalksTest {

    private static final int WALKS = Integer.getInteger("walks", 100);
    private static final long SEED = Long.getLong("walks.seed", 2026);
    private static final int ACTS = 18;

    private static final String CURRENT = "2026-11";
    private static final List<String> PAGES = List.of("/home", "/users", "/roles", "/account", "/account/terms");
    private static final List<String> OPERATIONS = List.of("/me", "/users", "/terms/acceptances", "/sessions/current");

    /** As stored. */
    private record Progress(String terms, String state, Step step) {

        boolean accepted() {
            return terms.equals(CURRENT);
        }
    }

    private final Random random = new Random(SEED);
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private Newcomers newcomers;
    private Map<String, String> hashes;

    // --- One person ---------------------------------------------------------------------------------------------

    private UUID account;
    private String identifier;
    private List<Step> path;
    private Browser browser;
    private ApiClient program;
    private Progress progress;
    private final List<String> trace = new ArrayList<>();

    @Test
    void nobodySkipsAStepAndNothingFails(Vertx vertx, @TempDir Path folder) {
        new TermsFolderForTests(folder)
                .with("2026-10", "2026-10-01", "The portal is free.")
                .with(CURRENT, "2026-11-01", "The portal is free of charge.");
        newcomers = new Newcomers(
                vertx,
                Map.of(
                        "terms.folder", folder.toString(),
                        "limits.triesPer15Minutes", "1000000",
                        "limits.triesPerDay", "1000000"),
                SigninCapability.DESCRIPTOR,
                TermsCapability.DESCRIPTOR,
                AcceptanceCapability.DESCRIPTOR,
                OrganisationCapability.DESCRIPTOR,
                MembershipCapability.DESCRIPTOR,
                JoinCapability.DESCRIPTOR,
                HomeCapability.DESCRIPTOR,
                UsersCapability.DESCRIPTOR,
                MeCapability.DESCRIPTOR);
        hashes = new TreeMap<>();
        newcomers
                .rows("SELECT version, sha256 FROM terms_text WHERE language = 'en'")
                .forEach(row -> hashes.put(row.split("\\|", -1)[0], row.split("\\|", -1)[1]));

        for (var walk = 0; walk < WALKS; walk++) {
            walk(walk);
        }

        System.out.println("seed " + SEED + ", " + WALKS + " walks: " + outcomes);
        for (var reached : List.of("terms", "PASSWORD", "CONTACTS", "USERS", "CHALLENGES")) {
            assertTrue(outcomes.getOrDefault(reached, 0) > WALKS / 20, "The walks reach too little: " + outcomes);
        }
    }

    private void walk(int number) {
        trace.clear();
        var founder = random.nextBoolean();
        var email = "walker." + number + "@kervella.example";
        account = founder ? newcomers.founderElsewhere(email) : newcomers.invited(email);
        path = founder
                ? List.of(Step.PASSWORD, Step.CONTACTS, Step.USERS, Step.CHALLENGES, Step.DONE)
                : List.of(Step.PASSWORD, Step.CHALLENGES, Step.DONE);
        identifier = newcomers.row("SELECT identifier FROM account WHERE id = '" + account + "'");
        browser = newcomers.portal.browser();
        program = newcomers.portal.api();
        progress = stored();
        for (var act = 0; act < ACTS; act++) {
            if (random.nextBoolean()) {
                advance();
            } else {
                stray();
            }
        }
    }

    /** What leads on. */
    private void advance() {
        if (browser.cookie("session") == null) {
            signIn(password());
        } else if (!progress.accepted()) {
            accept(CURRENT);
        } else if (progress.step() != Step.DONE) {
            take(progress.step());
        } else {
            open(one(PAGES));
        }
    }

    /** Anything else. */
    private void stray() {
        switch (random.nextInt(9)) {
            case 0 -> signIn("Not.the-password-1");
            case 1 -> signIn(password());
            case 2 -> accept("2026-10");
            case 3 -> accept(CURRENT);
            case 4 -> refuse();
            case 5 -> take(one(List.of(Step.PASSWORD, Step.CONTACTS, Step.USERS, Step.CHALLENGES)));
            case 6 -> open(one(PAGES));
            case 7 -> open("/activation/" + one(List.of("password", "contacts", "users", "challenges")));
            default -> call(one(OPERATIONS));
        }
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private String password() {
        return progress.step() == Step.PASSWORD ? Newcomers.TEMPORARY : Newcomers.CHOSEN;
    }

    // --- Acts ---------------------------------------------------------------------------------------------------

    private void signIn(String password) {
        if (random.nextBoolean()) {
            page("sign-in", browser.post("/sign-in", "login", identifier, "password", password));
        } else {
            var signedIn = newcomers
                    .portal
                    .api()
                    .post("/sessions", new JsonObject().put("login", identifier).put("password", password));
            answer("sign-in", signedIn);
            if (signedIn.status() == 201) {
                program = newcomers.portal.api().bearer(signedIn.json().getString("token"));
                var state = progress.accepted() ? progress.step() == Step.DONE ? "OPEN" : "ACTIVATION" : "TERMS";
                assertEquals(state, signedIn.json().getString("state"), this::told);
            }
        }
    }

    private void accept(String version) {
        if (random.nextBoolean()) {
            page(
                    "accept",
                    browser.post(
                            "/terms/accept",
                            "decision",
                            "ACCEPT",
                            "version",
                            version,
                            "sha256",
                            hashes.get(version),
                            "returnTo",
                            "/home"));
        } else {
            var accepted = program.post(
                    "/terms/acceptances",
                    new JsonObject().put("version", version).put("sha256", hashes.get(version)));
            answer("accept", accepted);
            if (accepted.status() == 201) {
                program = newcomers
                        .portal
                        .api()
                        .bearer(accepted.json().getJsonObject("session").getString("token"));
            }
        }
    }

    private void refuse() {
        page("refuse", browser.post("/terms/accept", "decision", "REFUSE", "version", CURRENT));
    }

    private void take(Step step) {
        var address = "/activation/" + step.name().toLowerCase(Locale.ROOT);
        if (random.nextBoolean()) {
            page(step.name(), browser.post(address, form(step)));
        } else {
            var taken = program.put(address, body(step));
            answer(step.name(), taken);
            if (taken.status() == 200 && taken.json().getJsonObject("session") != null) {
                program = newcomers
                        .portal
                        .api()
                        .bearer(taken.json().getJsonObject("session").getString("token"));
            }
        }
    }

    private static MultiMap form(Step step) {
        return switch (step) {
            case PASSWORD -> StepForms.password(Newcomers.CHOSEN);
            case CONTACTS -> StepForms.contacts();
            case USERS -> MultiMap.caseInsensitiveMultiMap().add("action", "finish");
            case CHALLENGES, DONE -> StepForms.challenges();
        };
    }

    private static JsonObject body(Step step) {
        return switch (step) {
            case PASSWORD -> StepBodies.password(Newcomers.CHOSEN);
            case CONTACTS -> StepBodies.contacts();
            case USERS -> StepBodies.users();
            case CHALLENGES, DONE -> StepBodies.challenges();
        };
    }

    private void open(String address) {
        var page = browser.get(address);
        page("open " + address, page);
        if (page.statusCode() == 200) {
            assertTrue(progress.accepted(), this::told);
            assertEquals(address.startsWith("/activation"), progress.step() != Step.DONE, this::told);
        }
    }

    private void call(String operation) {
        var answer = program.get(operation);
        answer("call " + operation, answer);
        if (answer.status() == 200 && List.of("/me", "/users").contains(operation)) {
            assertTrue(progress.accepted() && progress.step() == Step.DONE, this::told);
        }
    }

    // --- What must be true after each ---------------------------------------------------------------------------

    private void page(String act, HttpResponse<Buffer> page) {
        check(act, "page " + page.statusCode() + " " + page.getHeader("Location"), page.statusCode());
    }

    private void answer(String act, Exchange answer) {
        check(act, "API " + answer.status(), answer.status());
    }

    private void check(String act, String result, int status) {
        trace.add(act + " -> " + result);
        assertTrue(status < 500, this::told);
        var before = progress;
        progress = stored();
        if (!progress.terms().equals(before.terms())) {
            assertEquals("accept", act, this::told);
            assertEquals(new Progress(CURRENT, before.state(), before.step()), progress, this::told);
            outcomes.merge("terms", 1, Integer::sum);
        } else if (!progress.equals(before)) {
            assertEquals(before.step().name(), act, this::told);
            assertTrue(before.accepted(), this::told);
            var next = path.get(path.indexOf(before.step()) + 1);
            assertEquals(new Progress(CURRENT, next == Step.DONE ? "ACTIVE" : "PENDING", next), progress, this::told);
            outcomes.merge(act, 1, Integer::sum);
        }
    }

    private Progress stored() {
        var row = newcomers
                .row("SELECT coalesce(terms_version, ''), state, step FROM account WHERE id = '" + account + "'")
                .split("\\|", -1);
        return new Progress(row[0], row[1], Step.valueOf(row[2]));
    }

    private String told() {
        return "seed " + SEED + ", " + path + ", " + progress + ":\n" + String.join("\n", trace);
    }
}
