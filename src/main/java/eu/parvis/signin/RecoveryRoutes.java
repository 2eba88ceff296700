package eu.parvis.signin;

import static eu.parvis.http.Answers.answer;

import eu.parvis.account.Login;
import eu.parvis.bus.Failure;
import eu.parvis.contact.EmailAddress;
import eu.parvis.crypto.PasswordPolicy;
import eu.parvis.crypto.Secret;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Identifier or password forgotten (CG-64), and the page behind the mailed link. The link's token goes straight from the
 * address into a cookie: no history, log or other site sees it, and looking at the page uses nothing up.
 */
public final class RecoveryRoutes implements Routes {

    private static final String IDENTIFIER = "/forgot-identifier";
    private static final String PASSWORD = "/forgot-password";
    private static final String CHOOSE = "/new-password";
    private static final String COOKIE = "recovery";

    private final Site site;
    private final Map<String, Object> policy;

    public RecoveryRoutes(Site site) {
        this.site = site;
        this.policy = shown(PasswordPolicy.valueOf(
                site.configuration().password().policy().name()));
    }

    /** What the list beside the field says and ticks off. */
    private static Map<String, Object> shown(PasswordPolicy policy) {
        return Map.of(
                "minimum", policy.rules().get(0).arguments().get(0), "classes", policy == PasswordPolicy.MIXED);
    }

    @Override
    public void pages(Router router) {
        var pages = site.publicPages();
        pages.add(router, IDENTIFIER, "signin/forgot-identifier.html", language -> Map.of("form", Form.empty()));
        router.post(IDENTIFIER).handler(answer(this::recoverIdentifier));
        pages.add(router, IDENTIFIER + "/sent", "signin/identifier-sent.html");
        pages.add(router, PASSWORD, "signin/forgot-password.html", language -> Map.of("form", Form.empty()));
        router.post(PASSWORD).handler(answer(this::recoverPassword));
        router.post(PASSWORD + "/again").handler(answer(this::renewLink));
        pages.add(router, PASSWORD + "/sent", "signin/password-sent.html");
        router.get(CHOOSE).handler(answer(this::showChoice));
        router.post(CHOOSE).handler(answer(this::choosePassword));
        pages.add(router, CHOOSE + "/done", "signin/password-changed.html");
    }

    private Future<Void> recoverIdentifier(RoutingContext rc) {
        return submitted(rc, "signin/forgot-identifier.html", input -> {
            var email = input.required("email", EmailAddress::parse);
            input.end();
            SigninInput.limitRecovery(site, Visit.of(rc));
            return site.bus()
                    .request(
                            SigninApi.RECOVER_IDENTIFIER,
                            new SigninApi.RecoverIdentifier(email, Visit.of(rc).address()))
                    .compose(asked -> Answers.seeOther(rc, IDENTIFIER + "/sent"));
        });
    }

    private Future<Void> recoverPassword(RoutingContext rc) {
        return submitted(rc, "signin/forgot-password.html", input -> {
            var login = input.required("login", Login::parse);
            input.end();
            SigninInput.limitRecovery(site, Visit.of(rc));
            return site.bus()
                    .request(
                            SigninApi.RECOVER_PASSWORD,
                            new SigninApi.RecoverPassword(login, Visit.of(rc).address()))
                    .compose(asked -> Answers.seeOther(rc, PASSWORD + "/sent"));
        });
    }

    /** One click from a link that no longer works to a new one. */
    private Future<Void> renewLink(RoutingContext rc) {
        SigninInput.limitRecovery(site, Visit.of(rc));
        var renewal = new SigninApi.RenewLink(token(rc).orElse(new Secret("")), Visit.of(rc).address());
        return site.bus()
                .request(SigninApi.RENEW_LINK, renewal)
                .map(PASSWORD + "/sent")
                .recover(cause -> isExpired(cause) ? Future.succeededFuture(PASSWORD) : Future.failedFuture(cause))
                .compose(path -> {
                    site.cookies().clear(rc, COOKIE);
                    return Answers.seeOther(rc, path);
                });
    }

    private Future<Void> showChoice(RoutingContext rc) {
        rc.response().putHeader("Referrer-Policy", "no-referrer");
        var mailed = rc.request().getParam("token");
        if (mailed != null) {
            site.cookies().set(rc, COOKIE, mailed, site.configuration().recovery().link());
            return Answers.seeOther(rc, CHOOSE);
        }
        return token(rc).isEmpty() ? Answers.seeOther(rc, PASSWORD) : showChoice(rc, 200, Form.empty());
    }

    private Future<Void> showChoice(RoutingContext rc, int status, Form form) {
        return site.bus()
                .request(SigninApi.LINK, new SigninApi.Link(token(rc).orElse(new Secret(""))))
                .compose(
                        holder -> site.pages()
                                .show(
                                        rc,
                                        status,
                                        "signin/new-password.html",
                                        Map.of(
                                                "form",
                                                form,
                                                "policy",
                                                policy,
                                                "identifier",
                                                holder.identifier(),
                                                "errors",
                                                !form.getErrors().isEmpty())),
                        cause -> expired(rc, cause));
    }

    private Future<Void> choosePassword(RoutingContext rc) {
        var input = Input.of(rc);
        var command = new SigninApi.ChoosePassword(
                token(rc).orElse(new Secret("")),
                SigninInput.choice(input),
                Visit.of(rc).address());
        return site.bus()
                .request(SigninApi.CHOOSE_PASSWORD, command)
                .compose(chosen -> chosen(rc), cause -> refused(rc, cause));
    }

    private Future<Void> chosen(RoutingContext rc) {
        site.cookies().clear(rc, COOKIE);
        return Answers.seeOther(rc, CHOOSE + "/done");
    }

    private Future<Void> refused(RoutingContext rc, Throwable cause) {
        return cause instanceof Failure failure && failure.kind() == Failure.Kind.INVALID
                ? showChoice(
                        rc,
                        400,
                        Form.empty().with(failure.fields(), site.pages().words(rc)))
                : expired(rc, cause);
    }

    /** Used, too old, or never sent by us: a new one is a click away. */
    private Future<Void> expired(RoutingContext rc, Throwable cause) {
        return isExpired(cause)
                ? site.pages().show(rc, 410, "signin/link-expired.html", Map.of())
                : Future.failedFuture(cause);
    }

    private static boolean isExpired(Throwable cause) {
        return cause instanceof Failure failure && failure.kind() == Failure.Kind.EXPIRED;
    }

    private Optional<Secret> token(RoutingContext rc) {
        return site.cookies().read(rc, COOKIE).map(Secret::new);
    }

    /** The page again with what was typed, where something is wrong with it. */
    private Future<Void> submitted(RoutingContext rc, String template, Function<Input, Future<Void>> step) {
        var input = Input.of(rc);
        return Future.succeededFuture().compose(begun -> step.apply(input)).recover(cause -> {
            if (!(cause instanceof Failure failure) || failure.kind() != Failure.Kind.INVALID) {
                return Future.failedFuture(cause);
            }
            var form = input.form().with(failure.fields(), site.pages().words(rc));
            return site.pages().show(rc, 400, template, Map.of("form", form, "errors", true));
        });
    }
}
