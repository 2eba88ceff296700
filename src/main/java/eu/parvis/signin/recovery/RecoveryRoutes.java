package eu.parvis.signin.recovery;

import static eu.parvis.http.Answers.answer;

import eu.parvis.account.Login;
import eu.parvis.account.PasswordInput;
import eu.parvis.bus.Failure;
import eu.parvis.crypto.PasswordPolicy;
import eu.parvis.crypto.Secret;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.Limits.Act;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.values.EmailAddress;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Pages for a forgotten identifier or password (CG-64), and the page of the mailed link. The link's token is moved from
 * the URL into a cookie, so that no history, log or other site gets it. Viewing the page does not use the link up.
 */
public final class RecoveryRoutes implements Routes {

    private static final String IDENTIFIER = "/forgot-identifier";
    private static final String PASSWORD = "/forgot-password";
    private static final String CHOOSE = "/new-password";
    private static final String SENT = "/sent";
    private static final String SENT_TEMPLATE = "signin/sent.html";
    private static final String COOKIE = "recovery";

    /** The format of {@link eu.parvis.crypto.Tokens}; other values are not written to a cookie. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private final Site site;
    private final PasswordPolicy policy;

    public RecoveryRoutes(Site site) {
        this.site = site;
        this.policy =
                PasswordPolicy.valueOf(site.configuration().password().policy().name());
    }

    @Override
    public void pages(Router router) {
        var pages = site.publicPages();
        pages.add(router, IDENTIFIER, "signin/forgot-identifier.html", language -> Map.of("form", Form.empty()));
        router.post(IDENTIFIER).handler(answer(this::recoverIdentifier));
        pages.add(router, IDENTIFIER + SENT, SENT_TEMPLATE, language -> Map.of("what", "IDENTIFIER"));
        pages.add(router, PASSWORD, "signin/forgot-password.html", language -> Map.of("form", Form.empty()));
        router.post(PASSWORD).handler(answer(this::recoverPassword));
        pages.add(router, PASSWORD + SENT, SENT_TEMPLATE, language -> Map.of("what", "PASSWORD"));
        router.get(CHOOSE).handler(answer(this::showChoice));
        router.post(CHOOSE).handler(answer(this::choosePassword));
        router.post(CHOOSE + "/renew").handler(answer(this::renewLink));
        pages.add(router, CHOOSE + SENT, SENT_TEMPLATE, language -> Map.of("what", "LINK"));
    }

    private Future<Void> recoverIdentifier(RoutingContext rc) {
        return submitted(rc, "signin/forgot-identifier.html", input -> {
            var email = input.required("email", EmailAddress::parse);
            input.end();
            site.limits().spend(Act.RECOVERY, rc);
            return site.bus()
                    .request(
                            RecoveryApi.RECOVER_IDENTIFIER,
                            new RecoveryApi.RecoverIdentifier(
                                    email, Visit.of(rc).address()))
                    .compose(asked -> Answers.seeOther(rc, IDENTIFIER + SENT));
        });
    }

    private Future<Void> recoverPassword(RoutingContext rc) {
        return submitted(rc, "signin/forgot-password.html", input -> {
            var login = input.required("login", Login::parse);
            input.end();
            site.limits().spend(Act.RECOVERY, rc);
            return site.bus()
                    .request(
                            RecoveryApi.RECOVER_PASSWORD,
                            new RecoveryApi.RecoverPassword(login, Visit.of(rc).address()))
                    .compose(asked -> Answers.seeOther(rc, PASSWORD + SENT));
        });
    }

    /** Replaces a link that no longer works by a new one. */
    private Future<Void> renewLink(RoutingContext rc) {
        site.limits().spend(Act.RECOVERY, rc);
        var renewal = new RecoveryApi.RenewLink(
                token(rc).orElse(new Secret("")), Visit.of(rc).address());
        return site.bus()
                .request(RecoveryApi.RENEW_LINK, renewal)
                .map(CHOOSE + SENT)
                .recover(cause -> isExpired(cause) ? Future.succeededFuture(PASSWORD) : Future.failedFuture(cause))
                .compose(path -> {
                    site.cookies().clear(rc, COOKIE);
                    return Answers.seeOther(rc, path);
                });
    }

    private Future<Void> showChoice(RoutingContext rc) {
        rc.response().putHeader("Referrer-Policy", "no-referrer");
        var mailed = rc.request().getParam("token");
        if (mailed == null) {
            return showChoice(rc, 200, Form.empty());
        }
        if (TOKEN.matcher(mailed).matches()) {
            site.cookies()
                    .set(rc, COOKIE, mailed, site.configuration().recovery().link());
        }
        return Answers.seeOther(rc, CHOOSE);
    }

    private Future<Void> showChoice(RoutingContext rc, int status, Form form) {
        return site.bus()
                .request(RecoveryApi.LINK, new RecoveryApi.Link(token(rc).orElse(new Secret(""))))
                .compose(
                        holder -> site.pages()
                                .show(
                                        rc,
                                        status,
                                        "signin/new-password.html",
                                        Map.of(
                                                "form",
                                                form,
                                                "rules",
                                                policy.rules(),
                                                "identifier",
                                                holder.identifier(),
                                                "errors",
                                                !form.getErrors().isEmpty())),
                        cause -> expired(rc, cause));
    }

    private Future<Void> choosePassword(RoutingContext rc) {
        var input = Input.of(rc);
        var command = new RecoveryApi.ChoosePassword(
                token(rc).orElse(new Secret("")),
                PasswordInput.choice(input),
                Visit.of(rc).address());
        return site.bus()
                .request(RecoveryApi.CHOOSE_PASSWORD, command)
                .compose(chosen -> chosen(rc), cause -> refused(rc, cause));
    }

    private Future<Void> chosen(RoutingContext rc) {
        site.cookies().clear(rc, COOKIE);
        return Answers.seeOther(rc, "/sign-in?notice=PASSWORD");
    }

    private Future<Void> refused(RoutingContext rc, Throwable cause) {
        return cause instanceof Failure failure && failure.kind() == Failure.Kind.INVALID
                ? showChoice(
                        rc,
                        400,
                        Form.empty().with(failure.fields(), site.pages().words(rc)))
                : expired(rc, cause);
    }

    /** Shows that the link is used, expired or unknown, with a button for a new one. */
    private Future<Void> expired(RoutingContext rc, Throwable cause) {
        return isExpired(cause)
                ? site.pages()
                        .show(
                                rc,
                                410,
                                "signin/link-expired.html",
                                Map.of("renewable", token(rc).isPresent()))
                : Future.failedFuture(cause);
    }

    private static boolean isExpired(Throwable cause) {
        return cause instanceof Failure failure && failure.kind() == Failure.Kind.EXPIRED;
    }

    private Optional<Secret> token(RoutingContext rc) {
        return site.cookies().read(rc, COOKIE).map(Secret::new);
    }

    /** Runs a step and shows the page again with input and errors if it fails with INVALID. */
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
