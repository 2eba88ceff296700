package eu.parvis.signin.password;

import eu.parvis.TestDatabase;
import eu.parvis.TestPortal;
import eu.parvis.api.ApiClient;
import eu.parvis.bus.Bus;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.Secret;
import eu.parvis.http.Answers;
import eu.parvis.http.Browser;
import eu.parvis.http.Routes;
import eu.parvis.mail.MailCapability;
import eu.parvis.me.MeCapability;
import eu.parvis.membership.MemberGuard;
import eu.parvis.membership.MembershipCapability;
import eu.parvis.membership.Role;
import eu.parvis.protection.ProtectionCapability;
import eu.parvis.session.SessionApi;
import eu.parvis.session.SessionCapability;
import eu.parvis.session.SessionGuard;
import eu.parvis.signin.recovery.RecoveryCapability;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Sign-in through real HTTP, with Nolwenn and Erwan of {@link People}, and one guarded route for each guard. */
public final class Door {

    public static final String PASSWORD = "Goéland.7-varech";
    public static final String TEMPORARY = "kG7.dTa4nX";

    public final TestPortal site;
    public final TestDatabase tables;
    public final Bus bus;

    private final Vertx vertx;
    private final URI address;

    public Door(Vertx vertx, Map<String, String> changes) {
        this.vertx = vertx;
        var settings = new HashMap<>(changes);
        settings.put("session.flush", "PT24H");
        Stream.of("signin", "recovery", "session").forEach(two -> settings.put("verticles." + two + ".instances", "2"));
        this.site = new TestPortal(
                vertx,
                settings,
                SigninCapability.DESCRIPTOR,
                RecoveryCapability.DESCRIPTOR,
                ProtectionCapability.DESCRIPTOR,
                MembershipCapability.DESCRIPTOR,
                MailCapability.DESCRIPTOR,
                SessionCapability.DESCRIPTOR,
                MeCapability.DESCRIPTOR);
        this.tables = site.database;
        this.bus = site.bus;
        this.address = site.serve(new Rooms(new SessionGuard(site.site())));
        new People(tables).activated(hash(PASSWORD));
        new People(tables).invited(hash(TEMPORARY));
    }

    public Browser browser() {
        return site.browser(address);
    }

    public ApiClient api() {
        return ApiClient.of(vertx, address);
    }

    private String hash(String password) {
        return site.ask(HashingApi.HASH, new HashingApi.Hash(new Secret(password)))
                .phc();
    }

    private record Rooms(SessionGuard guard) implements Routes {

        @Override
        public void pages(Router router) {
            router.get("/room").handler(guard.browser()).handler(Answers.answer(Answers::nothing));
            router.post("/room")
                    .handler(SigninInput.SECRETS)
                    .handler(guard.browser())
                    .handler(Answers.answer(Answers::nothing));
            router.get("/office")
                    .handler(guard.browser())
                    .handler(MemberGuard.role(Role.ADMINISTRATOR))
                    .handler(Answers.answer(Answers::nothing));
            router.get("/wizard").handler(guard.activation()).handler(Answers.answer(Answers::nothing));
        }

        @Override
        public void api(Router router) {
            router.get("/room").handler(guard.api(SessionApi.Kind.OPEN)).handler(Answers.answer(Answers::nothing));
        }
    }
}
