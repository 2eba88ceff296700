package eu.parvis.me;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Failure;
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
import eu.parvis.me.MeApi.LookAtLink;
import eu.parvis.me.MeApi.UseLink;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;

/**
 * The pages of the two mailed links: the one to the new address confirms it, the one to the former address undoes the
 * change and locks the account. Nobody has to be signed in. Only the button uses a link up.
 */
public final class EmailLinkRoutes implements Routes {

    /** What a link does. */
    enum Kind {
        CHANGE("/email-change", EmailChanges.LINK),
        UNDO("/email-undo", EmailChanges.UNDO);

        private final String path;
        private final Duration validity;

        Kind(String path, Duration validity) {
            this.path = path;
            this.validity = validity;
        }
    }

    /**
     * The page with the button.
     *
     * @param action of its form
     * @param email that the account will have
     */
    @Template("me/email-link.html")
    private record LinkPage(Kind kind, String action, String identifier, String email) implements PageModel {}

    @Template("me/email-done.html")
    private record DonePage(Kind kind) implements PageModel {}

    /** The link is over, or ({@code taken}) another account has the address now. */
    @Template("me/email-over.html")
    private record OverPage(Kind kind, boolean taken) implements PageModel {}

    private final Site site;

    public EmailLinkRoutes(Site site) {
        this.site = site;
    }

    @Override
    public void pages(Router router) {
        for (var kind : Kind.values()) {
            var links = new LinkGuard(site, kind.path.substring(1) + "-", kind.validity);
            var opened = kind.path + "/:id";
            site.publicPages().add(router, kind.path + "/done", language -> new DonePage(kind));
            router.get(kind.path).handler(answer(rc -> open(rc, kind, links)));
            router.get(opened).handler(answer(rc -> withLink(rc, kind, links, link -> show(rc, kind, link))));
            var use = router.post(opened);
            (kind == Kind.UNDO ? Admission.hashing(use, Priority.SIGN_IN) : use)
                    .handler(answer(rc -> withLink(rc, kind, links, link -> use(rc, kind, link))));
        }
    }

    private Future<Void> open(RoutingContext rc, Kind kind, LinkGuard links) {
        rc.response().putHeader("Referrer-Policy", "no-referrer");
        return Optional.ofNullable(rc.request().getParam("token"))
                .flatMap(token -> links.open(rc, token))
                .map(link -> Answers.seeOther(rc, kind.path + "/" + link.id()))
                .orElseGet(() -> links.respondWithMissing(rc, MeRoutes.OVERVIEW));
    }

    /** Acts on an opened link. */
    @FunctionalInterface
    private interface LinkAct {
        Future<Void> on(OpenedLink link);
    }

    private Future<Void> withLink(RoutingContext rc, Kind kind, LinkGuard links, LinkAct act) {
        rc.response().putHeader("Referrer-Policy", "no-referrer");
        return links.named(rc)
                .map(link -> act.on(link).recover(cause -> respondWithOver(rc, kind, cause)))
                .orElseGet(() -> links.respondWithMissing(rc, MeRoutes.OVERVIEW));
    }

    private Future<Void> show(RoutingContext rc, Kind kind, OpenedLink link) {
        return site.bus()
                .request(MeApi.LOOK_AT_LINK, new LookAtLink(link.token(), kind == Kind.UNDO))
                .compose(target -> site.pages()
                        .show(
                                rc,
                                200,
                                new LinkPage(kind, kind.path + "/" + link.id(), target.identifier(), target.email())));
    }

    private Future<Void> use(RoutingContext rc, Kind kind, OpenedLink link) {
        var command = new UseLink(link.token(), kind == Kind.UNDO, Visit.of(rc).address());
        return site.bus().request(MeApi.USE_LINK, command).compose(used -> Answers.seeOther(rc, kind.path + "/done"));
    }

    private Future<Void> respondWithOver(RoutingContext rc, Kind kind, Throwable cause) {
        if (cause instanceof Failure failure && failure.kind() == Failure.Kind.EXPIRED) {
            return site.pages().show(rc, 410, new OverPage(kind, false));
        }
        return cause instanceof Failure failure && failure.kind() == Failure.Kind.CONFLICT
                ? site.pages().show(rc, 409, new OverPage(kind, true))
                : Future.failedFuture(cause);
    }
}
