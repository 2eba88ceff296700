package eu.parvis.me;

import eu.parvis.TestPortal;
import eu.parvis.activation.ActivationCapability;
import eu.parvis.api.ApiClient;
import eu.parvis.capability.Capability;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.Secret;
import eu.parvis.draft.DraftCapability;
import eu.parvis.home.HomeCapability;
import eu.parvis.http.Browser;
import eu.parvis.joining.JoinCapability;
import eu.parvis.membership.MembershipCapability;
import eu.parvis.organisation.OrganisationCapability;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.session.SessionCapability;
import eu.parvis.signin.password.People;
import eu.parvis.signin.password.SigninCapability;
import eu.parvis.signin.recovery.RecoveryCapability;
import eu.parvis.users.UsersCapability;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** Nolwenn of {@link People}, administrator of Menuiserie Kervella, and what her account consists of. */
final class OwnAccount {

    static final String PASSWORD = "Goéland.7-varech";
    static final String OTHER = "Jaune!vert9-Phare";
    static final String EMAIL = "nolwenn@kervella.example";

    private static final Capability[] CAPABILITIES = {
        SessionCapability.DESCRIPTOR,
        DraftCapability.DESCRIPTOR,
        OrganisationCapability.DESCRIPTOR,
        MembershipCapability.DESCRIPTOR,
        JoinCapability.DESCRIPTOR,
        HomeCapability.DESCRIPTOR,
        SigninCapability.DESCRIPTOR,
        RecoveryCapability.DESCRIPTOR,
        ActivationCapability.DESCRIPTOR,
        UsersCapability.DESCRIPTOR,
        MeCapability.DESCRIPTOR
    };

    final TestPortal portal;

    private OwnAccount(TestPortal portal) {
        this.portal = portal;
    }

    /** The same database behind another portal. */
    OwnAccount onAnotherNode(Vertx vertx) {
        return new OwnAccount(portal.anotherNode(vertx, CAPABILITIES));
    }

    OwnAccount(Vertx vertx) {
        portal = new TestPortal(vertx, Map.of(), CAPABILITIES);
        new People(portal.database).activated(hash(PASSWORD));
        portal.database.execute("UPDATE account SET language = 'en'");
    }

    String hash(String password) {
        return portal.ask(HashingApi.HASH, new HashingApi.Hash(new Secret(password)))
                .phc();
    }

    Browser browser() {
        return portal.browser(People.NOLWENN, Kind.OPEN);
    }

    ApiClient program() {
        return portal.api(People.NOLWENN, Kind.OPEN).language("en");
    }

    /** The program of a session that was opened by a mailed link. */
    Browser browserByLink() {
        var browser = browser();
        portal.database.execute("UPDATE session SET proved_at = NULL");
        return browser;
    }

    String token(Channel channel) {
        return portal.session(People.NOLWENN, Kind.OPEN, channel);
    }

    boolean isPassword(String password) {
        return portal.api()
                        .post("/sessions", JsonObject.of("login", "KM402716", "password", password))
                        .status()
                == 201;
    }

    List<String> rows(String query) {
        return portal.database.query(query);
    }

    String row(String query) {
        return rows(query).get(0);
    }

    /** Without those of signing in. */
    List<String> journal() {
        return rows("SELECT event || ' ' || outcome FROM journal WHERE event NOT LIKE 'SIGN_IN%' ORDER BY id");
    }
}
