package eu.parvis.journal;

import static eu.parvis.http.Answers.answer;

import eu.parvis.config.Limit;
import eu.parvis.http.Answers;
import eu.parvis.http.Input;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.journal.JournalApi.Item;
import eu.parvis.journal.JournalApi.Page;
import eu.parvis.journal.JournalApi.Read;
import eu.parvis.journal.JournalPages.JournalPage;
import eu.parvis.journal.JournalPages.Row;
import eu.parvis.session.SessionGuard;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The page "Security journal" of a person, and its export. */
public final class JournalRoutes implements Routes {

    private static final Limit EXPORTS = Limit.of("exportsPerHour", Duration.ofHours(1));

    private static final String PAGE = "/account/journal";
    private static final int ROWS = 50;
    private static final int EXPORTED_AT_ONCE = 500;

    /** Bounds the memory of an export. */
    private static final int MOST_EXPORTED = 10_000;

    private final Site site;
    private final SessionGuard guard;

    public JournalRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.guard = guard;
    }

    @Override
    public void pages(Router router) {
        router.get(PAGE).handler(guard.ownAccount()).handler(answer(this::show));
        router.get(PAGE + ".csv").handler(guard.ownAccount()).handler(answer(rc -> export(rc, this::respondWithCsv)));
        router.get(PAGE + ".json").handler(guard.ownAccount()).handler(answer(rc -> export(rc, this::respondWithJson)));
    }

    // --- The page -----------------------------------------------------------------------------------------------

    private Future<Void> show(RoutingContext rc) {
        var input = Input.form(rc.queryParams());
        var kind = input.optional("kind", EventKind::parse);
        var before = input.optional("before", text -> text);
        input.end();
        return read(rc, kind, before, ROWS)
                .compose(page -> site.pages().show(rc, page(rc, kind, before.isEmpty(), page)));
    }

    private Future<Page> read(RoutingContext rc, Optional<EventKind> kind, Optional<String> before, int limit) {
        var account = SessionGuard.identity(rc).account().id();
        return site.bus().request(JournalApi.READ, new Read(account, kind, before, limit));
    }

    private JournalPage page(RoutingContext rc, Optional<EventKind> kind, boolean first, Page page) {
        var text = new EventText(site.pages().words(rc));
        var here = Visit.of(rc).address();
        return new JournalPage(
                page.items().stream().map(item -> Row.of(item, text, here)).toList(),
                List.of(EventKind.values()),
                kind,
                first,
                page.before()
                        .map(cursor -> PAGE + "?"
                                + kind.map(one -> "kind=" + one + "&").orElse("") + "before=" + cursor),
                MOST_EXPORTED);
    }

    // --- The export ---------------------------------------------------------------------------------------------

    private Future<Void> export(RoutingContext rc, BiFunction<RoutingContext, List<Item>, Future<Void>> respond) {
        var input = Input.form(rc.queryParams());
        var kind = input.optional("kind", EventKind::parse);
        input.end();
        site.limits().spend(EXPORTS, rc);
        return readAll(rc, kind, Optional.empty(), new ArrayList<>()).compose(items -> respond.apply(rc, items));
    }

    private Future<List<Item>> readAll(
            RoutingContext rc, Optional<EventKind> kind, Optional<String> before, List<Item> collected) {
        return read(rc, kind, before, EXPORTED_AT_ONCE).compose(page -> {
            collected.addAll(page.items());
            return page.before().isEmpty() || collected.size() >= MOST_EXPORTED
                    ? Future.succeededFuture(collected)
                    : readAll(rc, kind, page.before(), collected);
        });
    }

    private Future<Void> respondWithCsv(RoutingContext rc, List<Item> items) {
        var table = new JournalTable(
                site.pages().words(rc), site.configuration().brand().timeZone());
        return Answers.download(rc, "journal.csv", "text/csv; charset=utf-8", table.of(items));
    }

    private Future<Void> respondWithJson(RoutingContext rc, List<Item> items) {
        var text = new EventText(site.pages().words(rc));
        var events = items.stream().map(item -> EventView.of(item, text)).toList();
        return Answers.download(rc, "journal.json", new JournalApiRoutes.EventsView(events, Optional.empty()));
    }
}
