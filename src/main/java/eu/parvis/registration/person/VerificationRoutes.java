package eu.parvis.registration.person;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Failure;
import eu.parvis.http.Answers;
import eu.parvis.http.LinkGuard;
import eu.parvis.http.LinkGuard.OpenedLink;
import eu.parvis.http.PageModel;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Template;
import eu.parvis.http.Visit;
import eu.parvis.joining.JoinApi;
import eu.parvis.registration.person.PersonApi.LinkedRegistration;
import eu.parvis.registration.person.PersonApi.State;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * The page of the mailed link. Its token moves from the address into a cookie, and only the button uses the link: programs
 * that check mails open the links in them.
 */
public final class VerificationRoutes implements Routes {

    private static final String PAGE = "/verify";
    private static final String OPENED = PAGE + "/:id";
    private static final String SENT = PAGE + "/sent";
    private static final String DENIED = PAGE + "/denied";

    /**
     * Asks whether the account is that of the reader.
     *
     * @param link its id
     * @param email masked
     * @param at when it was asked for
     */
    @Template("registration/verify.html")
    private record VerifyPage(String link, String name, String email, Instant at) implements PageModel {}

    /**
     * The link is expired or unknown.
     *
     * @param renew id of a link in place of which another one can be mailed
     */
    @Template("registration/verification-over.html")
    private record OverPage(Optional<String> renew) implements PageModel {}

    private final Site site;
    private final LinkGuard links;

    public VerificationRoutes(Site site) {
        this.site = site;
        this.links = new LinkGuard(
                site,
                "verification-",
                site.configuration().get(PersonSettings.class).unverifiedAfter());
    }

    @Override
    public void pages(Router router) {
        site.publicPages().add(router, SENT, "registration/verification-sent.html");
        site.publicPages().add(router, DENIED, "registration/denied.html");
        router.get(PAGE).handler(answer(this::openLink));
        router.get(OPENED).handler(answer(rc -> withLink(rc, link -> show(rc, link))));
        router.post(OPENED).handler(answer(rc -> withLink(rc, link -> verify(rc, link))));
        router.post(OPENED + "/renew").handler(answer(rc -> withLink(rc, link -> renew(rc, link))));
        router.post(OPENED + "/deny").handler(answer(rc -> withLink(rc, link -> deny(rc, link))));
    }

    private Future<Void> openLink(RoutingContext rc) {
        rc.response().putHeader("Referrer-Policy", "no-referrer");
        return Optional.ofNullable(rc.request().getParam("token"))
                .flatMap(token -> links.open(rc, token))
                .map(link -> Answers.seeOther(rc, address(link)))
                .orElseGet(() -> links.respondWithMissing(rc, PersonRoutes.FORM));
    }

    private static String address(OpenedLink link) {
        return PAGE + "/" + link.id();
    }

    private Future<Void> withLink(RoutingContext rc, Function<OpenedLink, Future<Void>> act) {
        rc.response().putHeader("Referrer-Policy", "no-referrer");
        return links.named(rc)
                .map(link -> act.apply(link).recover(cause -> respondWithOver(rc, link, cause)))
                .orElseGet(() -> links.respondWithMissing(rc, PersonRoutes.FORM));
    }

    private Future<Void> respondWithOver(RoutingContext rc, OpenedLink link, Throwable cause) {
        return cause instanceof Failure failure && failure.kind() == Failure.Kind.EXPIRED
                ? showOver(
                        rc,
                        Optional.of(link.id()).filter(id -> failure.messageId().equals("person.link.expired")))
                : Future.failedFuture(cause);
    }

    private Future<Void> showOver(RoutingContext rc, Optional<String> renew) {
        return site.pages().show(rc, 410, new OverPage(renew));
    }

    private Future<Void> show(RoutingContext rc, OpenedLink link) {
        return site.bus()
                .request(PersonApi.LINK, new PersonApi.Link(link.token()))
                .compose(registration -> show(rc, link, registration));
    }

    private Future<Void> show(RoutingContext rc, OpenedLink link, LinkedRegistration registration) {
        if (registration.state() != State.WAITING) {
            return site.pages().show(rc, VerifiedPage.of(registration));
        }
        return registration.expired()
                ? showOver(rc, Optional.of(link.id()))
                : site.pages()
                        .show(
                                rc,
                                new VerifyPage(
                                        link.id(),
                                        registration.name(),
                                        registration.email().masked(),
                                        registration.at()));
    }

    private Future<Void> verify(RoutingContext rc, OpenedLink link) {
        site.limits().spend(PersonWaitingRoutes.PROOFS, rc);
        return site.bus()
                .request(
                        PersonApi.VERIFY_BY_LINK,
                        new PersonApi.VerifyByLink(link.token(), Visit.of(rc).address()))
                .compose(verified -> Answers.seeOther(rc, address(link)));
    }

    private Future<Void> renew(RoutingContext rc, OpenedLink link) {
        site.limits().spend(JoinApi.REGISTRATION_MAILS, rc);
        return site.bus()
                .request(
                        PersonApi.RENEW_LINK,
                        new PersonApi.RenewLink(link.token(), Visit.of(rc).address()))
                .compose(mailed -> Answers.seeOther(rc, SENT));
    }

    private Future<Void> deny(RoutingContext rc, OpenedLink link) {
        return site.bus()
                .request(
                        PersonApi.DENY,
                        new PersonApi.Deny(link.token(), Visit.of(rc).address()))
                .compose(denied -> Answers.seeOther(rc, DENIED));
    }
}
