package eu.parvis.order;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.bus.Malformed;
import eu.parvis.catalogue.Catalogue;
import eu.parvis.http.Answers;
import eu.parvis.http.Choice;
import eu.parvis.http.EntityTags;
import eu.parvis.http.Input;
import eu.parvis.http.PageLimit;
import eu.parvis.http.PathId;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.request.RequestApi;
import eu.parvis.request.RequestApi.Approve;
import eu.parvis.request.RequestApi.Cancel;
import eu.parvis.request.RequestApi.Change;
import eu.parvis.request.RequestApi.Confirm;
import eu.parvis.request.RequestApi.Create;
import eu.parvis.request.RequestApi.Decline;
import eu.parvis.request.RequestApi.Detail;
import eu.parvis.request.RequestApi.Line;
import eu.parvis.request.RequestApi.ListRequests;
import eu.parvis.request.RequestApi.Order;
import eu.parvis.request.RequestApi.Page;
import eu.parvis.request.RequestApi.Show;
import eu.parvis.request.RequestApi.Submit;
import eu.parvis.request.RequestState;
import eu.parvis.request.Requester;
import eu.parvis.session.CustomerGuard;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.session.SessionGuard;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The operations under {@code /requests}. */
public final class RequestApiRoutes implements Routes {

    private static final int DEFAULT_LIMIT = 20;
    private static final int MOST_LINES = 100;
    private static final int LONGEST_SEARCH = 100;

    private final Site site;
    private final Bus bus;
    private final SessionGuard guard;
    private final Catalogue catalogue;

    /**
     * A request of a list.
     *
     * @param approvable whether it waits for the approval of the caller
     */
    record LineView(
            UUID id,
            int number,
            Instant at,
            String product,
            String productName,
            Optional<String> establishment,
            String holder,
            RequestState state,
            int version,
            boolean approvable) {}

    record RequestsView(List<LineView> requests, Optional<String> next) {}

    public RequestApiRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.bus = site.bus();
        this.guard = guard;
        this.catalogue = Catalogue.of(site.configuration());
    }

    @Override
    public void api(Router router) {
        router.get("/requests").handler(guard.api(Kind.OPEN)).handler(answer(this::list));
        router.post("/requests")
                .handler(guard.api(Kind.OPEN))
                .handler(CustomerGuard.required())
                .handler(site.idempotency())
                .handler(answer(this::create));
        router.get("/requests/:id").handler(guard.api(Kind.OPEN)).handler(answer(this::show));
        router.patch("/requests/:id").handler(guard.api(Kind.OPEN)).handler(answer(this::change));
        router.delete("/requests/:id").handler(guard.api(Kind.OPEN)).handler(answer(this::cancel));
        router.post("/requests/:id/submission").handler(guard.api(Kind.OPEN)).handler(answer(this::submit));
        router.post("/requests/:id/approvals").handler(guard.api(Kind.OPEN)).handler(answer(this::approve));
        router.put("/requests/:id/confirmation").handler(guard.api(Kind.OPEN)).handler(answer(this::answerAsHolder));
    }

    // --- List ---------------------------------------------------------------------------------------------------

    private Future<Void> list(RoutingContext rc) {
        var input = Input.form(rc.queryParams());
        var organisation = OrderInput.organisation(input);
        var states = states(input);
        var search = input.optional("search", RequestApiRoutes::search);
        var order = input.optional("sort", text -> Choice.of(Order.class, text)).orElse(Order.NEWEST);
        var after = input.optional("after", text -> text);
        var limit = input.optional("limit", text -> PageLimit.parse(text, MOST_LINES))
                .orElse(DEFAULT_LIMIT);
        input.end();
        return bus.request(
                        RequestApi.LIST,
                        new ListRequests(RequesterGuard.named(rc, organisation), states, search, order, after, limit))
                .compose(page -> Answers.json(rc, 200, view(rc, page)));
    }

    private static Set<RequestState> states(Input input) {
        var names = input.texts("state");
        var states = Arrays.stream(RequestState.values())
                .filter(state -> names.contains(state.name()))
                .collect(Collectors.toSet());
        if (states.size() < Set.copyOf(names).size()) {
            input.refuse("state", "error.choice");
        }
        return states;
    }

    private static String search(String text) {
        if (text.length() > LONGEST_SEARCH) {
            throw new Malformed("error.text.tooLong", LONGEST_SEARCH);
        }
        return text;
    }

    private RequestsView view(RoutingContext rc, Page page) {
        return new RequestsView(
                page.lines().stream().map(line -> view(rc, line)).toList(), page.next());
    }

    private LineView view(RoutingContext rc, Line line) {
        return new LineView(
                line.id(),
                line.number(),
                line.at(),
                line.product(),
                RequestView.productName(line.product(), catalogue, Visit.of(rc).language()),
                line.establishment(),
                line.holder(),
                line.state(),
                line.version(),
                line.approvable());
    }

    // --- One request --------------------------------------------------------------------------------------------

    private Future<Void> create(RoutingContext rc) {
        var input = Input.of(rc);
        var product = OrderInput.product(input);
        var organisation = OrderInput.organisation(input);
        var holder = OrderInput.holder(input.object("holder"));
        var months = OrderInput.months(input);
        var note = OrderInput.note(input);
        input.end();
        var by = RequesterGuard.named(rc, organisation);
        var language = SessionGuard.identity(rc).account().language();
        return bus.request(
                        RequestApi.CREATE,
                        new Create(
                                by,
                                product,
                                holder,
                                months,
                                note,
                                language,
                                site.idempotency().once(rc)))
                .compose(detail ->
                        Answers.created(rc, "/requests/" + detail.request().id(), view(rc, detail)));
    }

    private Future<Void> show(RoutingContext rc) {
        return respond(rc, find(rc));
    }

    private Future<Detail> find(RoutingContext rc) {
        return asked(rc, by -> bus.request(RequestApi.SHOW, new Show(by, PathId.of(rc))));
    }

    private <T> Future<T> asked(RoutingContext rc, Function<Requester, Future<T>> act) {
        return RequesterGuard.ofRequest(bus, rc).compose(act);
    }

    /** A field that is left out stays; an empty note removes it. */
    private Future<Void> change(RoutingContext rc) {
        var input = Input.of(rc);
        var product = input.optional("product", text -> text);
        var holder = input.given("holder")
                ? Optional.ofNullable(OrderInput.holder(input.object("holder")))
                : Optional.<RequestApi.OrderedHolder>empty();
        input.absent("holder");
        var months = OrderInput.months(input);
        var note = input.given("note") ? Optional.of(OrderInput.note(input).orElse("")) : Optional.<String>empty();
        input.absent("note");
        input.end();
        return respond(
                rc,
                asked(
                        rc,
                        by -> bus.request(
                                RequestApi.CHANGE,
                                new Change(by, PathId.of(rc), product, holder, months, note, EntityTags.ifMatch(rc)))));
    }

    private Future<Void> cancel(RoutingContext rc) {
        var cancelled =
                asked(rc, by -> bus.request(RequestApi.CANCEL, new Cancel(by, PathId.of(rc), EntityTags.ifMatch(rc))));
        return withPresentTag(rc, cancelled).compose(done -> Answers.nothing(rc));
    }

    private Future<Void> submit(RoutingContext rc) {
        return respond(
                rc,
                asked(rc, by -> bus.request(RequestApi.SUBMIT, new Submit(by, PathId.of(rc), EntityTags.ifMatch(rc)))));
    }

    private Future<Void> approve(RoutingContext rc) {
        var input = Input.of(rc);
        var approved = OrderInput.approved(input);
        var note = OrderInput.note(input);
        if (input.given("approved") && !approved && !input.has("note")) {
            input.refuse("note", "error.required");
        }
        input.end();
        return respond(
                rc,
                asked(
                        rc,
                        by -> bus.request(
                                RequestApi.APPROVE,
                                new Approve(by, PathId.of(rc), approved, note, EntityTags.ifMatch(rc)))));
    }

    private Future<Void> answerAsHolder(RoutingContext rc) {
        var input = Input.of(rc);
        var by = RequesterGuard.requester(rc);
        var answer = input.choice("decision", HolderAnswer.class);
        var declined = answer == HolderAnswer.DECLINED;
        var firstName = input.optional("firstName", text -> OrderInput.correction(text, declined));
        var lastName = input.optional("lastName", text -> OrderInput.correction(text, declined));
        var reason = answer == HolderAnswer.CONFIRMED ? OrderInput.nothing(input, "reason") : OrderInput.reason(input);
        input.end();
        var seen = EntityTags.ifMatch(rc);
        return respond(
                rc,
                declined
                        ? bus.request(RequestApi.DECLINE, new Decline(by, PathId.of(rc), reason, seen))
                        : bus.request(RequestApi.CONFIRM, new Confirm(by, PathId.of(rc), firstName, lastName, seen)));
    }

    private Future<Void> respond(RoutingContext rc, Future<Detail> detail) {
        return withPresentTag(rc, detail).compose(found -> {
            EntityTags.put(rc, found.request().shown());
            return Answers.json(rc, 200, view(rc, found));
        });
    }

    /** A caller whose tag is not the present one gets that. */
    private <T> Future<T> withPresentTag(RoutingContext rc, Future<T> answered) {
        return answered.recover(cause ->
                cause instanceof Failure failure && failure.kind() == Failure.Kind.PRECONDITION_FAILED
                        ? find(rc).transform(found -> {
                            if (found.succeeded()) {
                                EntityTags.put(rc, found.result().request().shown());
                            }
                            return Future.failedFuture(cause);
                        })
                        : Future.failedFuture(cause));
    }

    private RequestView view(RoutingContext rc, Detail detail) {
        return RequestView.of(detail, catalogue, Visit.of(rc).language());
    }
}
