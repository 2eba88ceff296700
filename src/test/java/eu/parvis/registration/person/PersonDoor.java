package eu.parvis.registration.person;

import eu.parvis.TestPortal;
import eu.parvis.account.AccountCapability;
import eu.parvis.http.Browser;
import eu.parvis.joining.JoinCapability;
import eu.parvis.membership.MembershipCapability;
import eu.parvis.session.SessionCapability;
import eu.parvis.signin.password.SigninCapability;
import eu.parvis.signin.recovery.RecoveryCapability;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The door of a person, with sign-in and recovery behind it. No mail leaves: what mails contain is read from the outbox. */
final class PersonDoor {

    static final String EMAIL = "nolwenn@kervella.example";
    static final String PASSWORD = "Cormoran-gris.48";

    final TestPortal portal;
    final Browser browser;

    PersonDoor(Vertx vertx) {
        this(vertx, Map.of());
    }

    PersonDoor(Vertx vertx, Map<String, String> settings) {
        portal = new TestPortal(
                vertx,
                settings,
                AccountCapability.DESCRIPTOR,
                SessionCapability.DESCRIPTOR,
                MembershipCapability.DESCRIPTOR,
                JoinCapability.DESCRIPTOR,
                SigninCapability.DESCRIPTOR,
                RecoveryCapability.DESCRIPTOR,
                PersonCapability.DESCRIPTOR);
        browser = portal.browser();
    }

    /** The fields of a valid form, except those in pairs of name and value that follow. */
    static String[] form(String... changes) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("person.firstName", "Nolwenn");
        fields.put("person.lastName", "Kervella");
        fields.put("person.email", EMAIL);
        fields.put("password", PASSWORD);
        fields.put("passwordConfirmation", PASSWORD);
        for (var i = 0; i < changes.length; i += 2) {
            fields.put(changes[i], changes[i + 1]);
        }
        return fields.entrySet().stream()
                .flatMap(field -> List.of(field.getKey(), field.getValue()).stream())
                .toArray(String[]::new);
    }

    /** Registers in this browser; the address of the waiting page. */
    static String register(Browser browser, String... changes) {
        return location(browser.post("/register/person", form(changes)));
    }

    String register(String... changes) {
        return register(browser, changes);
    }

    static String location(HttpResponse<Buffer> answer) {
        return answer.getHeader("Location");
    }

    static JsonObject body(String email) {
        return new JsonObject()
                .put(
                        "person",
                        new JsonObject()
                                .put("firstName", "Nolwenn")
                                .put("lastName", "Kervella")
                                .put("email", email))
                .put("password", PASSWORD)
                .put("passwordConfirmation", PASSWORD)
                .put("language", "fr");
    }

    /** The token of the link in the last mail with one. */
    String token() {
        return hidden("verify-email%")[0];
    }

    /** The code in the last mail with one. */
    String code() {
        return hidden("verify-email")[1];
    }

    private String[] hidden(String occasion) {
        var found = portal.database.query("SELECT id, encode(sealed, 'hex') FROM mail WHERE state <> 'CANCELLED'"
                + " AND occasion LIKE '" + occasion + "' ORDER BY created_at DESC, position DESC LIMIT 1");
        var mail = found.get(0).split("\\|", -1);
        return portal.foundation
                .box()
                .open(Buffer.buffer(HexFormat.of().parseHex(mail[1])), "mail:" + mail[0])
                .text()
                .split(" ", -1);
    }

    /** Opens the mailed link; the address of its page. */
    static String open(Browser reader, String token) {
        return location(reader.get("/verify?token=" + token));
    }

    /** A code that is not the mailed one. */
    String wrongCode() {
        return code().equals("123456") ? "654321" : "123456";
    }

    List<String> rows(String sql) {
        return portal.database.query(sql);
    }
}
