package eu.parvis.signin.recovery;

import static eu.parvis.http.Answers.answer;

import eu.parvis.account.Login;
import eu.parvis.account.PasswordInput;
import eu.parvis.account.PasswordSettings;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.bus.Message;
import eu.parvis.config.Limit;
import eu.parvis.crypto.HashingQueue.Priority;
import eu.parvis.crypto.PasswordPolicy;
import eu.parvis.crypto.PasswordRule;
import eu.parvis.crypto.Secret;
import eu.parvis.http.Admission;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.LinkGuard;
import eu.parvis.http.LinkGuard.OpenedLink;
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
import java.util.function.Function;

/**
 * Pages for a forgotten identifier or password (CG-64), and the page of the mailed link, whose token moves from the
 * address into a cookie. Viewing the page does not use the link up.
 */
public final class RecoveryRoutes implements Routes {

    static final Limit RECOVERIES = Limit.of("recoveriesPerHour", Duration.ofHours(1));

    private static final String IDENTIFIER = "/forgot-identifier";
    private static final String PASSWORD = "/forgot-password";
    private static final String CHOOSE = "/new-password";
    private static final String SENT = "/sent";
    private static final String OPENED = CHOOSE + "/:id";

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

    /**
     * The page that a mailed link opens.
     *
     * @param link its id
     */
    @Template("signin/new-password.html")
    private record ChoicePage(String link, Form form, List<PasswordRule> rules, String identifier)
            implements PageModel {}

    /** The link is used, expired or unknown; a new one can be sent to the same account. */
    @Template("signin/link-expired.html")
    private record ExpiredPage(String link) implements PageModel {}

    private final Site site;
    private final PasswordPolicy policy;
    private final DeviceGuard devices;
    private final LinkGuard links;

    public RecoveryRoutes(Site site) {
        this.site = site;
        this.policy = site.configuration().get(PasswordSettings.class).policy();
        this.devices = new DeviceGuard(site);
        this.links = new LinkGuard(
                site,
                "recovery-",
                site.configuration().get(RecoverySettings.class).link());
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
        pages.add(router, CHOOSE + SENT, language -> new SentPage("LINK"));
        router.get(CHOOSE).handler(answer(this::openLink));
        // Pages that were opened before each link had an address of its own.
        router.post(CHOOSE).handler(answer(this::respondWithMissing));
        router.get(OPENED).handler(answer(rc -> withLink(rc, link -> showChoice(rc, 200, link, Form.empty()))));
        Admission.hashing(router.post(OPENED).handler(PasswordInput.SECRETS), Priority.SIGN_IN)
                .handler(answer(rc -> withLink(rc, link -> choosePassword(rc, link))));
        router.post(OPENED + "/renew").handler(answer(rc -> withLink(rc, link -> renewLink(rc, link))));
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

    // --- The mailed link ----------------------------------------------------------------------------------------

    private Future<Void> openLink(RoutingContext rc) {
        rc.response().putHeader("Referrer-Policy", "no-referrer");
        return Optional.ofNullable(rc.request().getParam("token"))
                .flatMap(token -> links.open(rc, token))
                .map(link -> Answers.seeOther(rc, CHOOSE + "/" + link.id()))
                .orElseGet(() -> respondWithMissing(rc));
    }

    private Future<Void> respondWithMissing(RoutingContext rc) {
        return links.respondWithMissing(rc, PASSWORD);
    }

    private Future<Void> withLink(RoutingContext rc, Function<OpenedLink, Future<Void>> act) {
        rc.response().putHeader("Referrer-Policy", "no-referrer");
        return links.named(rc).map(act).orElseGet(() -> respondWithMissing(rc));
    }

    private Future<Void> showChoice(RoutingContext rc, int status, OpenedLink link, Form form) {
        return site.bus()
                .request(RecoveryApi.LINK, new RecoveryApi.Link(link.token()))
                .map(holder -> new ChoicePage(link.id(), form, policy.rules(), holder.identifier()))
                .compose(page -> site.pages().show(rc, status, page), cause -> respondWithExpired(rc, link, cause));
    }

    private Future<Void> choosePassword(RoutingContext rc, OpenedLink link) {
        var input = Input.of(rc);
        var command = new RecoveryApi.ChoosePassword(
                link.token(), PasswordInput.choice(input), Visit.of(rc).address());
        return Answers.submit(
                        rc,
                        () -> site.bus()
                                .request(RecoveryApi.CHOOSE_PASSWORD, command)
                                .compose(chosen -> respondWithSignin(rc, chosen.mark())),
                        (status, faults) -> showChoice(
                                rc,
                                status,
                                link,
                                Form.empty().with(faults, site.pages().words(rc))))
                .recover(cause -> respondWithExpired(rc, link, cause));
    }

    /** Who has read the mail is the owner; wrong tries of strangers do not count in this browser. */
    private Future<Void> respondWithSignin(RoutingContext rc, Secret mark) {
        devices.remember(rc, mark);
        return site.notices().seeOther(rc, "/sign-in", List.of("PASSWORD"));
    }

    private Future<Void> respondWithExpired(RoutingContext rc, OpenedLink link, Throwable cause) {
        return isExpired(cause) ? site.pages().show(rc, 410, new ExpiredPage(link.id())) : Future.failedFuture(cause);
    }

    private static boolean isExpired(Throwable cause) {
        return cause instanceof Failure failure && failure.kind() == Failure.Kind.EXPIRED;
    }

    /** Sends a new link in place of an expired one. */
    private Future<Void> renewLink(RoutingContext rc, OpenedLink link) {
        site.limits().spend(RECOVERIES, rc);
        var renewal = new RecoveryApi.RenewLink(link.token(), Visit.of(rc).address());
        return site.bus()
                .request(RecoveryApi.RENEW_LINK, renewal)
                .map(CHOOSE + SENT)
                .recover(cause -> isExpired(cause) ? Future.succeededFuture(PASSWORD) : Future.failedFuture(cause))
                .compose(path -> Answers.seeOther(rc, path));
    }
}
