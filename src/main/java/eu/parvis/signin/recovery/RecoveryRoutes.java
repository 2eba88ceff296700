package eu.parvis.signin.recovery;

import static eu.parvis.http.Answers.answer;

import eu.parvis.account.Login;
import eu.parvis.account.PasswordInput;
import eu.parvis.account.PasswordSettings;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.bus.Message;
import eu.parvis.config.Limit;
import eu.parvis.crypto.PasswordPolicy;
import eu.parvis.crypto.PasswordRule;
import eu.parvis.crypto.Secret;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.PageModel;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Template;
import eu.parvis.http.Visit;
import eu.parvis.session.DeviceGuard;
import eu.parvis.values.EmailAddress;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Pages for a forgotten identifier or password (CG-64), and the page of the mailed link. The link's token is moved from
 * the URL into a cookie, so that no history, log or other site gets it. Viewing the page does not use the link up.
 */
public final class RecoveryRoutes implements Routes {

    static final Limit RECOVERIES = Limit.of("recoveriesPerHour", Duration.ofHours(1));

    private static final String IDENTIFIER = "/forgot-identifier";
    private static final String PASSWORD = "/forgot-password";
    private static final String CHOOSE = "/new-password";
    private static final String SENT = "/sent";
    private static final String COOKIE = "recovery";

    /** The form of a token of {@link eu.parvis.crypto.Tokens}; nothing else becomes a cookie. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    @Template("signin/forgot-identifier.html")
    private record IdentifierPage(Form form) implements PageModel {}

    @Template("signin/forgot-password.html")
    private record PasswordPage(Form form) implements PageModel {}

    /**
     * The same page whether the address is known or not.
     *
     * @param what as in {@code signin.sent.*}
     */
    @Template("signin/sent.html")
    private record SentPage(String what) implements PageModel {}

    @Template("signin/new-password.html")
    private record ChoicePage(Form form, List<PasswordRule> rules, String identifier) implements PageModel {}

    /**
     * The link is used, expired or unknown.
     *
     * @param renewable whether a new one can be sent to the same account
     */
    @Template("signin/link-expired.html")
    private record ExpiredPage(boolean renewable) implements PageModel {}

    private final Site site;
    private final PasswordPolicy policy;
    private final DeviceGuard devices;

    public RecoveryRoutes(Site site) {
        this.site = site;
        this.policy = site.configuration().get(PasswordSettings.class).policy();
        this.devices = new DeviceGuard(site);
    }

    @Override
    public void pages(Router router) {
        var pages = site.publicPages();
        pages.add(router, IDENTIFIER, language -> new IdentifierPage(Form.empty()));
        router.post(IDENTIFIER).handler(answer(this::recoverIdentifier));
        pages.add(router, IDENTIFIER + SENT, language -> new SentPage("IDENTIFIER"));
        pages.add(router, PASSWORD, language -> new PasswordPage(Form.empty()));
        router.post(PASSWORD).handler(answer(this::recoverPassword));
        pages.add(router, PASSWORD + SENT, language -> new SentPage("PASSWORD"));
        router.get(CHOOSE).handler(answer(this::showChoice));
        router.post(CHOOSE).handler(PasswordInput.SECRETS).handler(answer(this::choosePassword));
        router.post(CHOOSE + "/renew").handler(answer(this::renewLink));
        pages.add(router, CHOOSE + SENT, language -> new SentPage("LINK"));
    }

    private Future<Void> recoverIdentifier(RoutingContext rc) {
        var input = Input.of(rc);
        return Answers.submit(
                rc,
                () -> recoverIdentifier(rc, input).compose(asked -> Answers.seeOther(rc, IDENTIFIER + SENT)),
                (status, faults) -> site.pages().show(rc, status, new IdentifierPage(typedForm(rc, input, faults))));
    }

    private Future<Message.Done> recoverIdentifier(RoutingContext rc, Input input) {
        var email = input.required("email", EmailAddress::parse);
        input.end();
        site.limits().spend(RECOVERIES, rc);
        var command = new RecoveryApi.RecoverIdentifier(email, Visit.of(rc).address());
        return site.bus().request(RecoveryApi.RECOVER_IDENTIFIER, command);
    }

    private Future<Void> recoverPassword(RoutingContext rc) {
        var input = Input.of(rc);
        return Answers.submit(
                rc,
                () -> recoverPassword(rc, input).compose(asked -> Answers.seeOther(rc, PASSWORD + SENT)),
                (status, faults) -> site.pages().show(rc, status, new PasswordPage(typedForm(rc, input, faults))));
    }

    private Future<Message.Done> recoverPassword(RoutingContext rc, Input input) {
        var login = input.required("login", Login::parse);
        input.end();
        site.limits().spend(RECOVERIES, rc);
        var command = new RecoveryApi.RecoverPassword(login, Visit.of(rc).address());
        return site.bus().request(RecoveryApi.RECOVER_PASSWORD, command);
    }

    private Form typedForm(RoutingContext rc, Input input, List<FieldError> faults) {
        return input.form().with(faults, site.pages().words(rc));
    }

    /** Sends a new link in place of an expired one. */
    private Future<Void> renewLink(RoutingContext rc) {
        site.limits().spend(RECOVERIES, rc);
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
                    .set(
                            rc,
                            COOKIE,
                            mailed,
                            site.configuration().get(RecoverySettings.class).link());
        }
        return Answers.seeOther(rc, CHOOSE);
    }

    private Future<Void> showChoice(RoutingContext rc, int status, Form form) {
        return site.bus()
                .request(RecoveryApi.LINK, new RecoveryApi.Link(token(rc).orElse(new Secret(""))))
                .map(holder -> new ChoicePage(form, policy.rules(), holder.identifier()))
                .compose(page -> site.pages().show(rc, status, page), cause -> respondWithExpired(rc, cause));
    }

    private Future<Void> choosePassword(RoutingContext rc) {
        var input = Input.of(rc);
        var command = new RecoveryApi.ChoosePassword(
                token(rc).orElse(new Secret("")),
                PasswordInput.choice(input),
                Visit.of(rc).address());
        return Answers.submit(
                        rc,
                        () -> site.bus()
                                .request(RecoveryApi.CHOOSE_PASSWORD, command)
                                .compose(chosen -> respondWithSignin(rc, chosen.mark())),
                        (status, faults) -> showChoice(
                                rc,
                                status,
                                Form.empty().with(faults, site.pages().words(rc))))
                .recover(cause -> respondWithExpired(rc, cause));
    }

    /** Who has read the mail is the owner; wrong tries of strangers do not count in this browser. */
    private Future<Void> respondWithSignin(RoutingContext rc, Secret mark) {
        devices.remember(rc, mark);
        site.cookies().clear(rc, COOKIE);
        return Answers.seeOther(rc, "/sign-in?notice=PASSWORD");
    }

    private Future<Void> respondWithExpired(RoutingContext rc, Throwable cause) {
        return isExpired(cause)
                ? site.pages().show(rc, 410, new ExpiredPage(token(rc).isPresent()))
                : Future.failedFuture(cause);
    }

    private static boolean isExpired(Throwable cause) {
        return cause instanceof Failure failure && failure.kind() == Failure.Kind.EXPIRED;
    }

    private Optional<Secret> token(RoutingContext rc) {
        return site.cookies().read(rc, COOKIE).map(Secret::new);
    }
}
