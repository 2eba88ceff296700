package eu.parvis.signin.password;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.http.Answers;
import eu.parvis.http.Input;
import eu.parvis.http.ReturnPath;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.session.SessionGuard;
import eu.parvis.signin.password.ProofGuard.Act;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;

/** Proves the password again: on a page that leads back to where it was needed, and in the API. */
public final class ProofRoutes implements Routes {

    private static final String RETURN = "returnTo";

    private final SessionGuard guard;
    private final ProofGuard proof;

    public ProofRoutes(Site site, SessionGuard guard) {
        this.guard = guard;
        this.proof = new ProofGuard(site);
    }

    @Override
    public void pages(Router router) {
        router.get(ProofGuard.PAGE)
                .handler(guard.ownAccount())
                .handler(answer(rc -> show(rc, 200, rc.request().getParam(RETURN), List.of())));
        router.post(ProofGuard.PAGE)
                .handler(ProofGuard.SECRETS)
                .handler(guard.ownAccount())
                .handler(answer(this::submit));
    }

    @Override
    public void api(Router router) {
        router.put("/me/proof")
                .handler(guard.api(Kind.OPEN))
                .handler(answer(rc -> proof.confirm(rc, "password").compose(proved -> Answers.nothing(rc))));
    }

    private Future<Void> submit(RoutingContext rc) {
        var next = Input.of(rc).text(RETURN);
        return Answers.submit(
                rc,
                () -> proof.confirm(rc, ProofGuard.FIELD)
                        .compose(proved ->
                                Answers.seeOther(rc, ReturnPath.of(next).orElse(SessionGuard.HOME))),
                (status, faults) -> show(rc, status, next, faults),
                Failure.Kind.RATE_LIMITED);
    }

    private Future<Void> show(RoutingContext rc, int status, String next, List<FieldError> faults) {
        var fields = Map.of(RETURN, List.of(ReturnPath.of(next).orElse("")));
        return proof.show(rc, status, Act.PAGE, ProofGuard.PAGE, fields, faults);
    }
}
