package eu.parvis.desk;

import static eu.parvis.http.Answers.answer;

import eu.parvis.catalogue.Catalogue;
import eu.parvis.desk.DeskApi.AskQueue;
import eu.parvis.desk.DeskApi.Held;
import eu.parvis.desk.DeskApi.Queue;
import eu.parvis.desk.DeskPages.Option;
import eu.parvis.desk.QueuePages.QueuePage;
import eu.parvis.desk.QueuePages.Row;
import eu.parvis.desk.QueuePages.Shortcut;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.request.RequestState;
import eu.parvis.session.SessionGuard;
import eu.parvis.validation.ValidationApi;
import eu.parvis.validation.ValidationApi.AskDue;
import eu.parvis.validation.ValidationApi.Due;
import eu.parvis.words.Words;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The queue of the registration desk, and the search over all requests. */
public final class QueueRoutes implements Routes {

    private static final List<String> FILTERS = List.of("state", "product", "held", "search");
    private static final String NOTHING_FREE = "nothing-free";

    private final Site site;
    private final Catalogue catalogue;
    private final OperatorGuard guard;

    public QueueRoutes(Site site, SessionGuard sessions) {
        this.site = site;
        this.catalogue = Catalogue.of(site.configuration());
        this.guard = new OperatorGuard(site, sessions);
    }

    @Override
    public void pages(Router router) {
        guard.page(router.get(DeskRoutes.PAGE)).handler(answer(this::showQueue));
        guard.page(router.get(DeskRoutes.PAGE + "/next")).handler(answer(this::showNext));
    }

    private Future<Void> showQueue(RoutingContext rc) {
        var by = OperatorGuard.operator(rc);
        var input = Input.form(rc.queryParams());
        var query = DeskInput.queue(input, by);
        var queue = site.bus().request(DeskApi.QUEUE, query);
        return Future.all(queue, validationsDue())
                .compose(read ->
                        site.pages().show(rc, page(rc, input.form(), query, read.resultAt(0), read.resultAt(1))));
    }

    /** Only a hint: without it, the queue is shown all the same. */
    private Future<Integer> validationsDue() {
        return site.bus()
                .request(ValidationApi.DUE, new AskDue())
                .map(Due::number)
                .otherwise(0);
    }

    private QueuePage page(RoutingContext rc, Form form, AskQueue query, Queue queue, int due) {
        var language = Visit.of(rc).language();
        var now = site.clock().instant();
        return new QueuePage(
                form,
                shortcut(query),
                queue.lines().stream()
                        .map(line ->
                                Row.of(line, catalogue, language, query.by().account(), now))
                        .toList(),
                states(Words.of(language)),
                catalogue.products().stream()
                        .map(product ->
                                new Option(product.code(), product.name().in(language)))
                        .toList(),
                holders(Words.of(language)),
                queue.next().map(cursor -> DeskRoutes.PAGE + "?" + filters(form, FILTERS) + "after=" + cursor),
                query.after().isEmpty(),
                due,
                done(rc));
    }

    private static Shortcut shortcut(AskQueue query) {
        if (query.search().isPresent() || query.product().isPresent()) {
            return Shortcut.OTHER;
        }
        if (query.states().equals(Set.of(RequestState.IN_REVIEW)) && query.held() == Held.NOBODY) {
            return Shortcut.FREE;
        }
        if (!query.states().isEmpty() || query.held() == Held.NOBODY) {
            return Shortcut.OTHER;
        }
        return query.held() == Held.ME ? Shortcut.MINE : Shortcut.WAITING;
    }

    private static List<Option> states(Words words) {
        return Arrays.stream(RequestState.values())
                .filter(state -> state != RequestState.DRAFT)
                .map(state -> new Option(state.name(), words.text("request.state." + state)))
                .toList();
    }

    private static List<Option> holders(Words words) {
        return Arrays.stream(Held.values())
                .map(held -> new Option(held.name(), words.text("desk.queue.held." + held)))
                .toList();
    }

    /** The filters that are set, for the address of the next page. */
    static String filters(Form form, List<String> names) {
        return names.stream()
                .filter(name -> !form.value(name).isBlank())
                .map(name -> name + "=" + URLEncoder.encode(form.value(name), StandardCharsets.UTF_8) + "&")
                .collect(Collectors.joining());
    }

    private Optional<String> done(RoutingContext rc) {
        return site.notices().take(rc).stream()
                .filter(act -> DeskRoutes.DONE.contains(act) || act.equals(NOTHING_FREE))
                .findFirst()
                .map(act -> site.pages().words(rc).text("desk.done." + act));
    }

    /** Leads to the request that has waited longest and that nobody has; to the queue if there is none. */
    private Future<Void> showNext(RoutingContext rc) {
        var query = new AskQueue(
                OperatorGuard.operator(rc),
                Set.of(RequestState.IN_REVIEW),
                Optional.empty(),
                Held.NOBODY,
                Optional.empty(),
                Optional.empty(),
                1);
        return site.bus()
                .request(DeskApi.QUEUE, query)
                .compose(queue -> queue.lines().stream()
                        .findFirst()
                        .map(line -> Answers.seeOther(rc, DeskRoutes.path(line.id())))
                        .orElseGet(() -> site.notices().seeOther(rc, DeskRoutes.PAGE, List.of(NOTHING_FREE))));
    }
}
