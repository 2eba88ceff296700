package eu.parvis.signin.recovery;

import static eu.parvis.http.Answers.answer;

import eu.parvis.account.Login;
import eu.parvis.bus.Failure;
import eu.parvis.bus.Message;
import eu.parvis.config.Limit;
import eu.parvis.crypto.Secret;
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
import eu.parvis.session.CreatedSession;
import eu.parvis.session.DeviceGuard;
import eu.parvis.session.SessionApi;
import eu.parvis.session.SessionGuard;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Pages and API operations to ask for a link to sign in, and the page of the mailed link. Its token moves from the address into a cookie,
 * as in {@link RecoveryRoutes}. Only the button uses the link up.
 */
public final class SignInLinkRoutes implements Routes {

    static final Limit REQUESTS = RecoveryRoutes.RECOVERIES.alike("signInLinks");

    private static final String ASK = "/sign-in/link";
    private static final String SENT = ASK + "/sent";
    private static final String OPEN = "/sign-in/open";
    /** A link that is over is still recognised by its browser, and may be made valid again. */
    private static final Duration KEPT = Duration.ofHours(1);

    private static final String OPENED = OPEN + "/:id";

    @Template("signin/link.html")
    private record AskPage(Form form) implements PageModel {}

    /**
     * The same page whether the login is known or not.
     *
     * @param minutes how long the link is valid
     * @param interval minutes between two mails
     */
    @Template("signin/link-sent.html")
    private record SentPage(String minutes, String interval) implements PageModel {}

    /**
     * The page of the mailed link.
     *
     * @param link its id
     */
    @Template("signin/link-open.html")
    private record OpenPage(String link, String identifier) implements PageModel {}

    @Template("signin/link-over.html")
    private record OverPage() implements PageModel {}

    private final Site site;
    private final SessionGuard guard;
    private final DeviceGuard devices;
    private final RecoverySettings settings;
    private final LinkGuard links;

    public SignInLinkRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.guard = guard;
        this.devices = new DeviceGuard(site);
        this.settings = site.configuration().get(RecoverySettings.class);
        this.links = new LinkGuard(site, "sign-in-link-", settings.signInLink().plus(KEPT));
    }

    @Override
    public void pages(Router router) {
        var minutes = Long.toString(settings.signInLink().toMinutes());
        var interval = Long.toString(SignInLinks.interval(site.configuration()).toMinutes());
        site.publicPages().add(router, ASK, language -> new AskPage(Form.empty()));
        router.post(ASK).handler(answer(this::ask));
        site.publicPages().add(router, SENT, language -> new SentPage(minutes, interval));
        router.get(OPEN).handler(answer(this::openLink));
        router.get(OPENED).handler(answer(rc -> withLink(rc, link -> show(rc, link))));
        router.post(OPENED).handler(answer(rc -> withLink(rc, link -> use(rc, link))));
    }

    @Override
    public void api(Router router) {
        router.post("/recoveries/sign-in-link")
                .handler(answer(rc -> ask(rc, Input.of(rc)).compose(asked -> Answers.accepted(rc))));
        router.post("/sessions/by-link").handler(answer(this::signIn));
    }

    private Future<Void> signIn(RoutingContext rc) {
        var input = Input.of(rc);
        var token = input.required("token", Secret::new);
        input.end();
        return use(rc, token, SessionApi.Channel.API, Optional.empty())
                .compose(signedIn -> Answers.created(
                        rc, "/sessions/current", CreatedSession.of(signedIn.session(), signedIn.mark())));
    }

    private Future<Void> ask(RoutingContext rc) {
        var input = Input.of(rc);
        return Answers.submit(
                rc,
                () -> ask(rc, input).compose(asked -> Answers.seeOther(rc, SENT)),
                (status, faults) -> site.pages()
                        .show(
                                rc,
                                status,
                                new AskPage(
                                        input.form().with(faults, site.pages().words(rc)))));
    }

    private Future<Message.Done> ask(RoutingContext rc, Input input) {
        var login = input.required("login", Login::parse);
        input.end();
        site.limits().spend(REQUESTS, rc);
        var command = new RecoveryApi.AskSignInLink(login, Visit.of(rc).address());
        return site.bus().request(RecoveryApi.ASK_SIGN_IN_LINK, command);
    }

    private Future<Void> openLink(RoutingContext rc) {
        rc.response().putHeader("Referrer-Policy", "no-referrer");
        return Optional.ofNullable(rc.request().getParam("token"))
                .flatMap(token -> links.open(rc, token))
                .map(link -> Answers.seeOther(rc, OPEN + "/" + link.id()))
                .orElseGet(() -> respondWithMissing(rc));
    }

    private Future<Void> respondWithMissing(RoutingContext rc) {
        return links.respondWithMissing(rc, ASK);
    }

    private Future<Void> withLink(RoutingContext rc, Function<OpenedLink, Future<Void>> act) {
        rc.response().putHeader("Referrer-Policy", "no-referrer");
        return links.named(rc)
                .map(link -> act.apply(link).recover(cause -> respondWithOver(rc, cause)))
                .orElseGet(() -> respondWithMissing(rc));
    }

    private Future<Void> show(RoutingContext rc, OpenedLink link) {
        return site.bus()
                .request(RecoveryApi.SIGN_IN_LINK, new RecoveryApi.SignInLink(link.token()))
                .compose(holder -> site.pages().show(rc, 200, new OpenPage(link.id(), holder.identifier())));
    }

    private Future<Void> use(RoutingContext rc, OpenedLink link) {
        return use(rc, link.token(), SessionApi.Channel.BROWSER, guard.token(rc))
                .compose(signedIn -> {
                    guard.begin(rc, signedIn.session());
                    devices.remember(rc, signedIn.mark());
                    return Answers.seeOther(rc, SessionGuard.HOME);
                });
    }

    private Future<RecoveryApi.SignedInByLink> use(
            RoutingContext rc, Secret token, SessionApi.Channel channel, Optional<Secret> before) {
        var command = new RecoveryApi.UseSignInLink(
                token,
                channel,
                Optional.ofNullable(rc.request().getHeader(HttpHeaders.USER_AGENT)),
                devices.mark(rc),
                before,
                Visit.of(rc).address());
        return site.bus().request(RecoveryApi.USE_SIGN_IN_LINK, command);
    }

    private Future<Void> respondWithOver(RoutingContext rc, Throwable cause) {
        return cause instanceof Failure failure && failure.kind() == Failure.Kind.EXPIRED
                ? site.pages().show(rc, 410, new OverPage())
                : Future.failedFuture(cause);
    }
}
