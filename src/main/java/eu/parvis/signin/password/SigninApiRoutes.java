package eu.parvis.signin.password;

import static eu.parvis.http.Answers.answer;

import eu.parvis.crypto.HashingQueue.Priority;
import eu.parvis.http.Admission;
import eu.parvis.http.Answers;
import eu.parvis.http.Input;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.session.CreatedSession;
import eu.parvis.session.DeviceGuard;
import eu.parvis.session.SessionApi;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.session.SessionGuard;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Optional;

/** Sign-in as API operations, as described in {@code openapi.yaml}. */
public final class SigninApiRoutes implements Routes {

    private final Site site;
    private final SessionGuard guard;
    private final PasswordGuard passwords;
    private final DeviceGuard devices;

    record Session(Kind state, long idleSeconds, Instant expiresAt) {}

    public SigninApiRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.guard = guard;
        this.passwords = new PasswordGuard(site);
        this.devices = new DeviceGuard(site);
    }

    @Override
    public void api(Router router) {
        var any = guard.api(Kind.ACTIVATION, Kind.OPEN, Kind.TERMS);
        var open = guard.api(Kind.OPEN);
        Admission.hashing(router.post("/sessions"), Priority.SIGN_IN).handler(answer(this::signIn));
        router.get("/sessions/current").handler(guard.sessionStatus()).handler(answer(this::showSession));
        router.delete("/sessions/current").handler(any).handler(answer(this::signOut));
        router.put("/sessions/current/organisation").handler(open).handler(answer(this::switchOrganisation));
    }

    private Future<Void> signIn(RoutingContext rc) {
        var input = Input.of(rc);
        var credentials = SigninInput.credentials(input);
        input.end();
        var command = new SigninApi.SignIn(
                credentials.login(),
                credentials.password(),
                SessionApi.Channel.API,
                SigninInput.userAgent(rc.request()),
                devices.mark(rc),
                Optional.empty(),
                Visit.of(rc).address());
        return passwords
                .limit(rc, () -> site.bus().request(SigninApi.SIGN_IN, command))
                .compose(signedIn -> Answers.created(
                        rc,
                        "/sessions/current",
                        CreatedSession.of(signedIn.session(), signedIn.mark().orElseThrow())));
    }

    private Future<Void> showSession(RoutingContext rc) {
        var identity = SessionGuard.identity(rc);
        return Answers.json(
                rc,
                200,
                new Session(identity.state(), SigninInput.secondsLeft(identity, site.clock()), identity.expiresAt()));
    }

    private Future<Void> signOut(RoutingContext rc) {
        return guard.end(rc).compose(ended -> Answers.nothing(rc));
    }

    private Future<Void> switchOrganisation(RoutingContext rc) {
        var input = Input.of(rc);
        var organisation = input.required("organisation", SigninInput::id);
        input.end();
        return guard.switchOrganisation(rc, organisation).compose(switched -> Answers.nothing(rc));
    }
}
