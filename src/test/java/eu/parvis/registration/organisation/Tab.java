package eu.parvis.registration.organisation;

import eu.parvis.http.Browser;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** A tab of a browser with the form of one registration. It sends what its own pages show, whatever other tabs do. */
final class Tab {

    private static final Pattern DRAFT = Pattern.compile("/register/[0-9a-f-]{36}");
    private static final Pattern FORM = Pattern.compile("action=\"(" + DRAFT + "/organisation)\"");
    private static final Pattern SHOWN = Pattern.compile("name=\"shown\" value=\"([^\"]*)\"");

    final Browser browser;
    private String draft = "/register/-";
    private String action = "/register";
    private String shown = "";

    Tab(Browser browser) {
        this.browser = browser;
    }

    /** Another tab at the same address. */
    Tab twin() {
        var twin = new Tab(browser);
        twin.remember(draft + "/organisation");
        return twin;
    }

    /** The address of a page of the draft. */
    String at(String page) {
        return draft + "/" + page;
    }

    /** Answers only the first question, as without scripts. */
    void begin() {
        remember(browser.post(action, "organisation.registeredIn", "FRANCE", "action", "continue")
                .getHeader("Location"));
    }

    HttpResponse<Buffer> part1(String... changes) {
        var answer = browser.post(action, form(organisation(), changes));
        remember(answer.statusCode() == 303 ? answer.getHeader("Location") : form(answer.bodyAsString()));
        return answer;
    }

    /** The target of the form on the page; other pages list other drafts. */
    private static String form(String page) {
        var found = FORM.matcher(page);
        return found.find() ? found.group(1) : "";
    }

    private void remember(String address) {
        var found = DRAFT.matcher(address);
        if (found.find()) {
            draft = found.group();
            action = at("organisation");
        }
    }

    /** Opens a page of the draft and reads what its form says about the organisation shown. */
    HttpResponse<Buffer> opens(String page) {
        return read(browser.get(at(page)));
    }

    private HttpResponse<Buffer> read(HttpResponse<Buffer> answer) {
        var found = SHOWN.matcher(String.valueOf(answer.bodyAsString()));
        if (found.find()) {
            shown = found.group(1);
        }
        return answer;
    }

    /** Sends part 2 as its page was when it was opened last. */
    HttpResponse<Buffer> part2(String... changes) {
        if (shown.isEmpty()) {
            opens("administrator");
        }
        return read(browser.post(at("administrator"), part2Form(changes)));
    }

    MultiMap part2Form(String... changes) {
        return form(administrator(), changes).set("shown", shown);
    }

    HttpResponse<Buffer> asksToJoin(String... changes) {
        if (shown.isEmpty()) {
            opens("exists");
        }
        return read(browser.post(at("exists"), requesterForm(changes)));
    }

    MultiMap requesterForm(String... changes) {
        return form(requester(), changes).set("shown", shown);
    }

    static Map<String, String> organisation() {
        return Map.of(
                "organisation.registeredIn", "FRANCE",
                "organisation.siret", "73282932000074",
                "organisation.type", "COMPANY",
                "organisation.name", "Menuiserie Kervella & Fils",
                "organisation.address", "14 quai de l’Odet",
                "organisation.postcode", "29000",
                "organisation.town", "Quimper",
                "organisation.region", "Finistère",
                "organisation.phone", "02 98 01 23 45");
    }

    static Map<String, String> administrator() {
        return Map.of(
                "administrator.firstName", "Nolwenn",
                "administrator.lastName", "Kervella",
                "administrator.phone", "02 98 01 23 46",
                "administrator.email", "nolwenn@kervella.example",
                "administrator.emailConfirmation", "nolwenn@kervella.example");
    }

    static Map<String, String> requester() {
        return Map.of(
                "firstName", "Gaël",
                "lastName", "Le Bihan",
                "phone", "02 98 01 23 47",
                "email", "gael@kervella.example",
                "emailConfirmation", "gael@kervella.example");
    }

    static MultiMap form(Map<String, String> fields, String... changes) {
        var changed = new LinkedHashMap<>(fields);
        for (var i = 0; i < changes.length; i += 2) {
            changed.put(changes[i], changes[i + 1]);
        }
        return MultiMap.caseInsensitiveMultiMap().addAll(changed);
    }
}
