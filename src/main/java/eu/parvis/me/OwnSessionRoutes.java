package eu.parvis.me;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Failure;
import eu.parvis.http.Answers;
import eu.parvis.http.Input;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.me.MePages.SessionsPage;
import eu.parvis.session.SessionApi;
import eu.parvis.session.SessionApi.EndOne;
import eu.parvis.session.SessionApi.EndOthers;
import eu.parvis.session.SessionApi.ListSessions;
import eu.parvis.session.SessionGuard;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The page with the open sessions of the person, which ends one or all others. */
public final class OwnSessionRoutes implements Routes {

    private static final String PAGE = MeRoutes.OVERVIEW + "/sessions";
    private static final Set<String> ENDED = Set.of("one", "others");

    private final Site site;
    private final SessionGuard guard;

    public OwnSessionRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.guard = guard;
    }

    @Override
    public void pages(Router router) {
        router.get(PAGE).handler(guard.ownAccount()).handler(answer(this::show));
        router.post(PAGE + "/end").handler(guard.ownAccount()).handler(answer(this::end));
        router.post(PAGE + "/end-others").handler(guard.ownAccount()).handler(answer(this::endOthers));
    }

    private Future<Void> show(RoutingContext rc) {
        var by = MeRoutes.by(rc);
        var ended = site.notices().take(rc).stream().filter(ENDED::contains).findFirst();
        return site.bus()
                .request(SessionApi.LIST, new ListSessions(by.account()))
                .compose(open -> site.pages()
                        .show(
                                rc,
                                200,
                                SessionsPage.of(
                                        open.sessions(),
                                        by.session(),
                                        ended,
                                        site.pages().words(rc))));
    }

    /** A session that has ended meanwhile is as good as ended. */
    private Future<Void> end(RoutingContext rc) {
        var by = MeRoutes.by(rc);
        return site.bus()
                .request(SessionApi.END_ONE, new EndOne(by.account(), session(rc), by.address()))
                .compose(
                        ended -> site.notices().seeOther(rc, PAGE, List.of("one")),
                        cause -> cause instanceof Failure failure && failure.kind() == Failure.Kind.NOT_FOUND
                                ? Answers.seeOther(rc, PAGE)
                                : Future.failedFuture(cause));
    }

    private static UUID session(RoutingContext rc) {
        try {
            return UUID.fromString(Input.of(rc).text("session"));
        } catch (IllegalArgumentException e) {
            throw Failure.notFound();
        }
    }

    private Future<Void> endOthers(RoutingContext rc) {
        var by = MeRoutes.by(rc);
        return site.bus()
                .request(SessionApi.END_OTHERS, new EndOthers(by.account(), by.session(), by.address()))
                .compose(ended -> site.notices().seeOther(rc, PAGE, List.of("others")));
    }
}
