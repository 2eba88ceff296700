package eu.parvis.signin.password;

import eu.parvis.Await;
import eu.parvis.TestDatabase;
import eu.parvis.api.ApiClient;
import eu.parvis.bus.Bus;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.HashingSettings;
import eu.parvis.crypto.HashingVerticle;
import eu.parvis.crypto.Keys;
import eu.parvis.crypto.Secret;
import eu.parvis.http.Answers;
import eu.parvis.http.Browser;
import eu.parvis.http.Routes;
import eu.parvis.http.TestSite;
import eu.parvis.mail.MailVerticle;
import eu.parvis.membership.MemberGuard;
import eu.parvis.membership.MembershipVerticle;
import eu.parvis.membership.Role;
import eu.parvis.session.SessionApi;
import eu.parvis.session.SessionGuard;
import eu.parvis.session.SessionVerticle;
import eu.parvis.signin.recovery.RecoveryApiRoutes;
import eu.parvis.signin.recovery.RecoveryRoutes;
import eu.parvis.signin.recovery.RecoveryVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** Sign-in through real HTTP, with Nolwenn and Erwan of {@link People}, and one guarded route for each guard. */
public final class Door {

    public static final String PASSWORD = "Goéland.7-varech";
    public static final String TEMPORARY = "kG7.dTa4nX";

    public final TestSite site;
    public final TestDatabase tables;
    public final Bus bus;
    public final String sessions;

    private final Vertx vertx;
    private final URI address;

    public Door(Vertx vertx, Map<String, String> changes) {
        this.vertx = vertx;
        var settings = new HashMap<>(changes);
        settings.put("session.flush", "PT24H");
        this.site = new TestSite(vertx, settings);
        this.tables = site.database;
        this.bus = site.bus;
        var keys = Keys.from(site.configuration.secrets().master());
        var two = new DeploymentOptions().setInstances(2);
        Await.done(
                vertx.deployVerticle(new HashingVerticle(bus, new HashingSettings(128, 2, 1, 2, 100), keys.pepper())));
        Await.done(vertx.deployVerticle(() -> new SigninVerticle(site.foundation), two));
        Await.done(vertx.deployVerticle(() -> new RecoveryVerticle(site.foundation), two));
        Await.done(vertx.deployVerticle(new MembershipVerticle(site.foundation)));
        Await.done(vertx.deployVerticle(new MailVerticle(site.foundation)));
        this.sessions = Await.done(vertx.deployVerticle(() -> new SessionVerticle(site.foundation), two));
        this.address = serve();
        new People(tables).activated(hash(PASSWORD));
        new People(tables).invited(hash(TEMPORARY));
    }

    private URI serve() {
        var guard = new SessionGuard(site.site);
        return site.serve(
                new SigninRoutes(site.site, guard),
                new SigninApiRoutes(site.site, guard),
                new RecoveryRoutes(site.site),
                new RecoveryApiRoutes(site.site),
                new Rooms(guard));
    }

    public Browser browser() {
        return new Browser(vertx, address);
    }

    public ApiClient api() {
        return ApiClient.of(vertx, address);
    }

    private String hash(String password) {
        return Await.done(bus.request(HashingApi.HASH, new HashingApi.Hash(new Secret(password))))
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
