package eu.parvis.protection;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Failure;
import eu.parvis.bus.Message;
import eu.parvis.crypto.HashingQueue.Priority;
import eu.parvis.http.Admission;
import eu.parvis.http.Answers;
import eu.parvis.http.LinkGuard;
import eu.parvis.http.LinkGuard.OpenedLink;
import eu.parvis.http.PageModel;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Template;
import eu.parvis.http.Visit;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.session.SessionGuard;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Function;

/**
 * Pages and the API operation that lock an account. The token of a mailed link moves from the address into a cookie. Only
 * the button locks.
 */
public final class ProtectionRoutes implements Routes {

    private static final String OPEN = "/lock-account";
    private static final String OPENED = OPEN + "/:id";
    private static final String LOCKED = "/account-locked";
    private static final String OWN = "/account/protection";

    /**
     * The page of the mailed link.
     *
     * @param link its id
     * @param email masked
     */
    @Template("protection/lock.html")
    private record LockPage(String link, String email) implements PageModel {}

    /**
     * The link does not lock.
     *
     * @param why as in {@code protection.over.*}
     */
    @Template("protection/over.html")
    private record OverPage(String why) implements PageModel {}

    @Template("protection/locked.html")
    private record LockedPage() implements PageModel {}

    @Template("protection/own.html")
    private record OwnPage() implements PageModel {}

    private final Site site;
    private final SessionGuard guard;
    private final LinkGuard links;

    public ProtectionRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.guard = guard;
        this.links = new LinkGuard(
                site,
                "lock-account-",
                site.configuration().get(ProtectionSettings.class).link());
    }

    @Override
    public void pages(Router router) {
        router.get(OPEN).handler(answer(this::openLink));
        router.get(OPENED).handler(answer(rc -> withLink(rc, link -> show(rc, link))));
        Admission.hashing(router.post(OPENED), Priority.SIGN_IN)
                .handler(answer(rc -> withLink(rc, link -> lock(rc, link))));
        site.publicPages().add(router, LOCKED, language -> new LockedPage());
        router.get(OWN)
                .handler(guard.ownAccount())
                .handler(answer(rc -> site.pages().show(rc, new OwnPage())));
        Admission.hashing(router.post(OWN).handler(guard.ownAccount()), Priority.SIGN_IN)
                .handler(answer(rc -> lockOwn(rc).compose(locked -> respondWithLocked(rc))));
    }

    @Override
    public void api(Router router) {
        Admission.hashing(
                        router.post("/me/lockdown").handler(guard.api(Kind.ACTIVATION, Kind.TERMS, Kind.OPEN)),
                        Priority.SIGN_IN)
                .handler(answer(rc -> lockOwn(rc).compose(locked -> Answers.nothing(rc))));
    }

    private Future<Void> openLink(RoutingContext rc) {
        rc.response().putHeader("Referrer-Policy", "no-referrer");
        return Optional.ofNullable(rc.request().getParam("token"))
                .flatMap(token -> links.open(rc, token))
                .map(link -> Answers.seeOther(rc, OPEN + "/" + link.id()))
                .orElseGet(() -> site.pages().show(rc, 400, new OverPage("missing")));
    }

    private Future<Void> withLink(RoutingContext rc, Function<OpenedLink, Future<Void>> act) {
        rc.response().putHeader("Referrer-Policy", "no-referrer");
        return links.named(rc)
                .map(link -> act.apply(link).recover(cause -> respondWithOver(rc, cause)))
                .orElseGet(() -> site.pages().show(rc, 400, new OverPage("missing")));
    }

    private Future<Void> show(RoutingContext rc, OpenedLink link) {
        return site.bus()
                .request(ProtectionApi.LINK, new ProtectionApi.Link(link.token()))
                .compose(holder -> site.pages().show(rc, 200, new LockPage(link.id(), holder.email())));
    }

    private Future<Void> lock(RoutingContext rc, OpenedLink link) {
        return site.bus()
                .request(
                        ProtectionApi.LOCK_BY_LINK,
                        new ProtectionApi.LockByLink(link.token(), Visit.of(rc).address()))
                .compose(locked -> Answers.seeOther(rc, LOCKED));
    }

    private Future<Void> respondWithOver(RoutingContext rc, Throwable cause) {
        return cause instanceof Failure failure && failure.kind() == Failure.Kind.EXPIRED
                ? site.pages().show(rc, 410, new OverPage(failure.messageId().replaceFirst(".*\\.", "")))
                : Future.failedFuture(cause);
    }

    private Future<Message.Done> lockOwn(RoutingContext rc) {
        var account = SessionGuard.identity(rc).account().id();
        return site.bus()
                .request(
                        ProtectionApi.LOCK_OWN,
                        new ProtectionApi.LockOwn(account, Visit.of(rc).address()));
    }

    private Future<Void> respondWithLocked(RoutingContext rc) {
        guard.forget(rc);
        rc.response().putHeader("Clear-Site-Data", "\"cache\", \"storage\"");
        return Answers.seeOther(rc, LOCKED);
    }
}
