package eu.parvis.request;

import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.catalogue.Product.Approval;
import eu.parvis.db.Sql;
import eu.parvis.request.RequestApi.Detail;
import eu.parvis.request.RequestApi.Line;
import eu.parvis.request.RequestApi.ListRequests;
import eu.parvis.request.RequestApi.Page;
import eu.parvis.request.RequestApi.Show;
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
                .find(services.database(), query.by(), query.id())
                .map(found -> found.orElseThrow(Failure::notFound))
                .compose(request -> detail(services.database(), request));
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
        return Future.all(progress, orderer, timeline, delays)
                .map(read -> new Detail(
                        request,
                        orderer.result(),
                        progress.result().checklist(),
                        timeline.result(),
                        delays.result(),
                        progress.result().missingApprovals().stream()
                                .collect(Collectors.toMap(Approval::role, Approval::number)),
                        progress.result().waitsFor()));
    }

    /** Reads one line more than asked for, to know whether there is a next page. */
    Future<Page> list(ListRequests query) {
        var limit = Math.min(Math.max(query.limit(), 1), MOST_LINES);
        var states = query.states().isEmpty() ? allButCancelled() : List.copyOf(query.states());
        return services.repository()
                .list(services.database(), query, states, query.after().map(RequestReading::cursor), limit + 1)
                .map(lines -> page(lines, limit));
    }

    private static List<RequestState> allButCancelled() {
        return Arrays.stream(RequestState.values())
                .filter(state -> state != RequestState.CANCELLED)
                .toList();
    }

    private static int cursor(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw Failure.invalid(FieldError.of("after", "error.cursor"));
        }
    }

    private static Page page(List<Line> lines, int limit) {
        if (lines.size() <= limit) {
            return new Page(lines, Optional.empty());
        }
        var shown = lines.subList(0, limit);
        return new Page(shown, Optional.of(Integer.toString(shown.get(limit - 1).number())));
    }
}
