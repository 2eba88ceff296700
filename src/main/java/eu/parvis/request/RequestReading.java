package eu.parvis.request;

import eu.parvis.bus.Failure;
import eu.parvis.catalogue.Product.Approval;
import eu.parvis.db.Sql;
import eu.parvis.request.RequestApi.AskOrganisation;
import eu.parvis.request.RequestApi.Detail;
import eu.parvis.request.RequestApi.Line;
import eu.parvis.request.RequestApi.ListRequests;
import eu.parvis.request.RequestApi.MadeFor;
import eu.parvis.request.RequestApi.Order;
import eu.parvis.request.RequestApi.Page;
import eu.parvis.request.RequestApi.Show;
import eu.parvis.request.RequestListRepository.Found;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads requests for their customers. */
final class RequestReading {

    private static final int MOST_LINES = 100;

    private final RequestServices services;
    private final UsualDelays usual;

    RequestReading(RequestServices services, UsualDelays usual) {
        this.services = services;
        this.usual = usual;
    }

    Future<Detail> show(Show query) {
        return services.repository()
                .find(services.database(), Access.of(query.by(), services.catalogue()), query.id())
                .map(found -> found.orElseThrow(Failure::notFound))
                .compose(request -> detail(services.database(), request));
    }

    Future<MadeFor> organisation(AskOrganisation query) {
        return services.repository()
                .organisation(services.database(), query.id())
                .map(MadeFor::new);
    }

    Future<Detail> detail(Sql sql, UUID id) {
        return services.requests()
                .byId(sql, id)
                .map(found -> found.orElseThrow(Failure::notFound))
                .compose(request -> detail(sql, request));
    }

    Future<Detail> detail(Sql sql, CertificateRequest request) {
        var progress = services.progress().of(sql, request);
        var orderer = services.repository().name(sql, request.orderedBy());
        var timeline = services.requests().timeline(sql, request.id());
        var delays = usual.get(sql);
        var approvers = progress.compose(read -> read.waitsFor().contains(Actor.APPROVERS)
                ? services.approvals().approvers(sql, request.id())
                : Future.succeededFuture(List.of()));
        return Future.all(progress, orderer, timeline, delays, approvers)
                .map(read -> new Detail(
                        request,
                        orderer.result(),
                        progress.result().checklist(),
                        timeline.result(),
                        delays.result(),
                        progress.result().missingApprovals().stream()
                                .collect(Collectors.toMap(Approval::role, Approval::number)),
                        progress.result().waitsFor(),
                        progress.result().approvals(),
                        approvers.result()));
    }

    /**
     * Reads one line more than asked for, to know whether there is a next page. A search without letters and digits finds
     * nothing.
     */
    Future<Page> list(ListRequests query) {
        var search = query.search().map(SearchText::typed);
        if (search.filter(SearchText::isEmpty).isPresent()) {
            return Future.succeededFuture(new Page(List.of(), Optional.empty()));
        }
        var limit = Math.min(Math.max(query.limit(), 1), MOST_LINES);
        var reader = query.by().account();
        var after = query.after().map(text -> ListCursor.open(text, query.order(), services.box(), reader));
        return services.lists()
                .list(
                        services.database(),
                        Access.of(query.by(), services.catalogue()),
                        query.order(),
                        states(query),
                        search,
                        after,
                        limit + 1)
                .map(found -> page(found, limit, query.order(), reader))
                .compose(page -> withApprovable(page, query.by()));
    }

    private Future<Page> withApprovable(Page page, Requester by) {
        var ids = page.lines().stream()
                .filter(line -> line.state() == RequestState.REGISTERED)
                .map(Line::id)
                .toList();
        return services.approvals()
                .among(services.database(), by.account(), by.roles(), ids)
                .map(waiting -> new Page(
                        page.lines().stream()
                                .map(line -> waiting.contains(line.id()) ? line.waiting() : line)
                                .toList(),
                        page.next()));
    }

    private static List<RequestState> states(ListRequests query) {
        return query.states().isEmpty()
                ? allButCancelled()
                : query.states().stream().sorted().toList();
    }

    private static List<RequestState> allButCancelled() {
        return Arrays.stream(RequestState.values())
                .filter(state -> state != RequestState.CANCELLED)
                .toList();
    }

    private Page page(List<Found> found, int limit, Order order, UUID reader) {
        var lines = found.stream().limit(limit).map(Found::line).toList();
        return new Page(
                lines,
                found.size() > limit
                        ? Optional.of(cursor(found.get(limit - 1), order).seal(services.box(), reader))
                        : Optional.empty());
    }

    private static ListCursor cursor(Found last, Order order) {
        return new ListCursor(order, last.line().number(), last.line().state(), last.holderKey());
    }
}
