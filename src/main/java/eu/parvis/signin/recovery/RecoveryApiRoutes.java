package eu.parvis.signin.recovery;

import static eu.parvis.http.Answers.answer;

import eu.parvis.account.Login;
import eu.parvis.account.PasswordInput;
import eu.parvis.crypto.HashingQueue.Priority;
import eu.parvis.crypto.Secret;
import eu.parvis.http.Admission;
import eu.parvis.http.Answers;
import eu.parvis.http.Input;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.values.EmailAddress;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Recovery as API operations. */
public final class RecoveryApiRoutes implements Routes {

    private static final String PASSWORD = "/recoveries/password";

    private final Site site;

    public RecoveryApiRoutes(Site site) {
        this.site = site;
    }

    @Override
    public void api(Router router) {
        router.post("/recoveries/identifier").handler(answer(this::recoverIdentifier));
        router.post(PASSWORD).handler(answer(this::recoverPassword));
        Admission.hashing(router.put(PASSWORD), Priority.SIGN_IN).handler(answer(this::choosePassword));
    }

    private Future<Void> recoverIdentifier(RoutingContext rc) {
        var input = Input.of(rc);
        var email = input.required("email", EmailAddress::parse);
        input.end();
        site.limits().spend(RecoveryRoutes.RECOVERIES, rc);
        return site.bus()
                .request(
                        RecoveryApi.RECOVER_IDENTIFIER,
                        new RecoveryApi.RecoverIdentifier(email, Visit.of(rc).address()))
                .compose(asked -> accepted(rc));
    }

    private Future<Void> recoverPassword(RoutingContext rc) {
        var input = Input.of(rc);
        var login = input.required("login", Login::parse);
        input.end();
        site.limits().spend(RecoveryRoutes.RECOVERIES, rc);
        return site.bus()
                .request(
                        RecoveryApi.RECOVER_PASSWORD,
                        new RecoveryApi.RecoverPassword(login, Visit.of(rc).address()))
                .compose(asked -> accepted(rc));
    }

    private Future<Void> choosePassword(RoutingContext rc) {
        var input = Input.of(rc);
        var token = input.required("token", Secret::new);
        var choice = PasswordInput.choice(input);
        input.end();
        return site.bus()
                .request(
                        RecoveryApi.CHOOSE_PASSWORD,
                        new RecoveryApi.ChoosePassword(
                                token, choice, Visit.of(rc).address()))
                .compose(chosen -> Answers.nothing(rc));
    }

    private static Future<Void> accepted(RoutingContext rc) {
        rc.response().setStatusCode(202).putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return rc.response().end();
    }
}
