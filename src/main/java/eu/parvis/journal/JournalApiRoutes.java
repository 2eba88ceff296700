package eu.parvis.journal;

import static eu.parvis.http.Answers.answer;

import eu.parvis.http.Answers;
import eu.parvis.http.Input;
import eu.parvis.http.PageLimit;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.journal.JournalApi.Page;
import eu.parvis.journal.JournalApi.Read;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.session.SessionGuard;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** The operation {@code GET /me/events}. */
public final class JournalApiRoutes implements Routes {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST = 200;

    private final Site site;
    private final SessionGuard guard;

    record EventsView(List<EventView> events, Optional<String> before) {}

    public JournalApiRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.guard = guard;
    }

    @Override
    public void api(Router router) {
        router.get("/me/events").handler(guard.api(Kind.OPEN)).handler(answer(this::list));
    }

    private Future<Void> list(RoutingContext rc) {
        var input = Input.form(rc.queryParams());
        var kind = input.optional("kind", EventKind::parse);
        var before = input.optional("before", text -> text);
        var limit = input.optional("limit", text -> PageLimit.parse(text, MOST));
        input.end();
        var account = SessionGuard.identity(rc).account().id();
        return site.bus()
                .request(JournalApi.READ, new Read(account, kind, before, limit.orElse(DEFAULT_LIMIT)))
                .compose(page -> Answers.json(rc, 200, view(rc, page)));
    }

    private EventsView view(RoutingContext rc, Page page) {
        var text = new EventText(site.pages().words(rc));
        return new EventsView(
                page.items().stream().map(item -> EventView.of(item, text)).toList(), page.before());
    }
}
