package eu.parvis.session;

import eu.parvis.bus.Failure;
import eu.parvis.http.Answers;
import eu.parvis.http.Cookies;
import eu.parvis.http.Location;
import eu.parvis.http.Notices;
import eu.parvis.http.Site;
import eu.parvis.http.TypedForm;
import eu.parvis.session.Subject.Scope;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Answers a request for a page whose session has ended: the visitor signs in again. What was typed is saved first, where
 * there is a keeper and the person who sent it is known; else a page holds it.
 *
 * <p>The cookie stays until the next sign-in, so that other tabs tell the same reason.
 */
final class EndedSessionGuard {

    private static final String KEPT = "kept";
    private static final int LONGEST_RETURN = 1_000;

    private final Cookies cookies;
    private final Notices notices;
    private final String cookie;
    private final Optional<BiFunction<RoutingContext, Identity, Future<?>>> keeper;

    EndedSessionGuard(Site site, String cookie, Optional<BiFunction<RoutingContext, Identity, Future<?>>> keeper) {
        this.cookies = site.cookies();
        this.notices = site.notices();
        this.cookie = cookie;
        this.keeper = keeper;
    }

    /** Answers with the failure itself if it is another one, such as an unavailable database. */
    void respond(RoutingContext rc, Scope scope, Throwable cause) {
        if (!(cause instanceof SessionEnded ended)) {
            rc.fail(cause);
        } else if (!TypedForm.isTyped(rc)) {
            sendToSignIn(rc, ended, Stream.of());
        } else {
            saveForm(rc, scope, ended);
        }
    }

    private void saveForm(RoutingContext rc, Scope scope, SessionEnded ended) {
        var author = ended.late().filter(identity -> SubjectGuard.admits(rc, identity, scope));
        if (keeper.isEmpty() || author.isEmpty()) {
            rc.fail(Failure.of(Failure.Kind.UNAUTHENTICATED, "problem.sessionEnded"));
            return;
        }
        saveForm(rc, author.get())
                .onSuccess(saved -> sendToSignIn(rc, ended, Stream.of(KEPT)))
                .onFailure(rc::fail);
    }

    /** The person must accept the terms of use before the request can be executed. */
    void sendToTerms(RoutingContext rc, Identity identity) {
        saveForm(rc, identity)
                .compose(saved -> Answers.seeOther(rc, SessionGuard.TERMS + "?returnTo=" + returnTo(rc)))
                .onFailure(rc::fail);
    }

    /** Nothing is saved if nothing was typed or there is no keeper. */
    private Future<?> saveForm(RoutingContext rc, Identity author) {
        return TypedForm.isTyped(rc)
                ? keeper.<Future<?>>map(forms -> forms.apply(rc, author)).orElseGet(Future::succeededFuture)
                : Future.succeededFuture();
    }

    private void sendToSignIn(RoutingContext rc, SessionEnded ended, Stream<String> more) {
        var reason = cookies.read(rc, cookie).map(token -> ended.ending().name());
        notices.seeOther(
                        rc,
                        "/sign-in?returnTo=" + returnTo(rc),
                        Stream.concat(reason.stream(), more).toList())
                .onFailure(rc::fail);
    }

    /** The page to return to after sign-in. A form that was submitted is not submitted again. */
    private static String returnTo(RoutingContext rc) {
        var here = Location.of(rc.request()).link();
        return here.length() <= LONGEST_RETURN ? URLEncoder.encode(here, StandardCharsets.UTF_8) : "";
    }
}
