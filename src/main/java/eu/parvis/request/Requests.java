package eu.parvis.request;

import eu.parvis.account.Account;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.bus.Message;
import eu.parvis.catalogue.HolderKind;
import eu.parvis.catalogue.Product;
import eu.parvis.crypto.Shown;
import eu.parvis.db.Sql;
import eu.parvis.organisation.Organisation;
import eu.parvis.request.RequestApi.Cancel;
import eu.parvis.request.RequestApi.Change;
import eu.parvis.request.RequestApi.Create;
import eu.parvis.request.RequestApi.Detail;
import eu.parvis.request.RequestApi.OrderedHolder;
import eu.parvis.request.RequestApi.Submit;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** Makes, changes, submits and deletes requests for their customers. */
final class Requests {

    private final RequestServices services;
    private final RequestReading reading;
    private final Approvals approvals;

    Requests(RequestServices services, RequestReading reading, Approvals approvals) {
        this.services = services;
        this.reading = reading;
        this.approvals = approvals;
    }

    // --- Create -------------------------------------------------------------------------------------------------

    Future<Detail> create(Create command) {
        return services.inTransaction(sql ->
                services.effects().once(sql, command.once(), Detail.class, services.now(), () -> create(sql, command)));
    }

    private Future<Detail> create(Sql sql, Create command) {
        return services.current(sql, command.by()).compose(by -> {
            var product = orderable(command, by);
            OrderRules.requireMonths(product, command.months());
            return services.accounts()
                    .byId(sql, by.account())
                    .map(found -> found.orElseThrow(Failure::notFound))
                    .compose(account -> draft(sql, command, by, account))
                    .compose(draft -> store(sql, by, draft, product));
        });
    }

    private Product orderable(Create command, Requester by) {
        var product = services.catalogue()
                .product(command.product())
                .orElseThrow(() -> Failure.invalid(FieldError.of("product", "error.choice")));
        OrderRules.requireOrderable(product, command.holder().kind(), by);
        return product;
    }

    private Future<CertificateRequest> draft(Sql sql, Create command, Requester by, Account account) {
        var now = services.now();
        return Future.all(services.requests().nextNumber(sql), establishment(sql, by))
                .map(drawn -> new CertificateRequest(
                        services.ids().next(),
                        drawn.resultAt(0),
                        command.product(),
                        by.organisation(),
                        by.account(),
                        drawn.resultAt(1),
                        holder(command.holder(), account),
                        command.months(),
                        command.note(),
                        command.language(),
                        RequestState.DRAFT,
                        now,
                        Optional.empty(),
                        1,
                        now,
                        Optional.empty(),
                        now));
    }

    private Future<Optional<String>> establishment(Sql sql, Requester by) {
        return by.organisation()
                .map(id -> services.organisations()
                        .byId(sql, id)
                        .map(found -> found.map(Organisation::details)
                                .map(details -> details.name().value() + ", "
                                        + details.town().value())))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    /** A person who is named anew must confirm the own data again. */
    private Holder holder(OrderedHolder ordered, Account orderer) {
        return switch (ordered.kind()) {
            case ME -> Holder.orderer(orderer.id(), orderer.person(), services.now());
            case PERSON -> Holder.person(ordered.person());
            case SERVICE -> Holder.service(ordered.name());
        };
    }

    private Future<Detail> store(Sql sql, Requester by, CertificateRequest draft, Product product) {
        return services.requests()
                .add(sql, draft, SearchText.of(draft, product))
                .compose(added -> services.record(sql, by, draft, RequestEvent.REQUEST_MADE))
                .compose(recorded -> reading.detail(sql, draft));
    }

    // --- Change -------------------------------------------------------------------------------------------------

    Future<Detail> change(Change command) {
        return ofEditor(
                command.by(),
                command.id(),
                (sql, by, request) -> change(sql, command, by, editable(request, command.seen())));
    }

    private Future<Detail> change(Sql sql, Change command, Requester by, CertificateRequest request) {
        var product = command.product()
                .map(code -> OrderRules.otherProduct(services.catalogue(), code, request))
                .orElseGet(() -> services.progress().product(request));
        OrderRules.requireMonths(product, command.months());
        return services.accounts()
                .byId(sql, request.orderedBy())
                .map(found -> found.orElseThrow(Failure::notFound))
                .map(orderer -> request.with(
                        product.code(),
                        command.holder()
                                .map(ordered -> changed(request, ordered, orderer, product, by))
                                .orElseGet(() -> fitting(request, orderer, product, by)),
                        command.months().or(() -> request.months().filter(product.months()::contains)),
                        command.note().isPresent() ? command.note().filter(text -> !text.isEmpty()) : request.note()))
                .compose(changed -> changed.equals(request)
                        ? reading.detail(sql, request)
                        : change(sql, by, request, OrderRules.requireComplete(changed), product));
    }

    private Future<Detail> change(
            Sql sql, Requester by, CertificateRequest before, CertificateRequest changed, Product product) {
        return store(sql, by, before, changed, product)
                .compose(stored -> approvals.forget(sql, before, changed))
                .compose(forgotten -> services.progress().advance(sql, changed.id(), by.account()))
                .compose(advanced -> approvals.ask(sql, changed.id()))
                .compose(asked -> services.record(sql, by, changed, RequestEvent.REQUEST_CHANGED))
                .compose(recorded -> reading.detail(sql, changed.id()));
    }

    private Future<Void> store(
            Sql sql, Requester by, CertificateRequest before, CertificateRequest changed, Product product) {
        return services.requests()
                .change(sql, changed, SearchText.of(changed, product), services.now())
                .compose(stored -> before.holder().isSameAs(changed.holder())
                        ? Future.succeededFuture()
                        : services.holderChanged(sql, by, before.holder(), changed));
    }

    /**
     * Another kind of holder, or another product, needs a role that may order it, as in a new request. So does another
     * holder of an own order.
     */
    private Holder changed(
            CertificateRequest request, OrderedHolder ordered, Account orderer, Product product, Requester by) {
        var before = request.holder();
        var byOrderer = by.account().equals(orderer.id());
        var after = stays(before, ordered, orderer, by) ? before : holder(ordered, orderer);
        if (before.kind() != ordered.kind()
                || !product.code().equals(request.product())
                || (byOrderer && !before.isSameAs(after))) {
            OrderRules.requireOrderable(product, ordered.kind(), by);
            requireHolder(ordered.kind(), orderer);
        }
        return after;
    }

    /** The present holder, or the first kind that the person may order of another product that does not admit it. */
    private Holder fitting(CertificateRequest request, Account orderer, Product product, Requester by) {
        var before = request.holder();
        if (product.code().equals(request.product())) {
            return before;
        }
        var kind = OrderRules.fittingKind(product, before.kind(), by);
        return kind == before.kind()
                ? before
                : holder(new OrderedHolder(kind, Optional.empty(), Optional.empty()), orderer);
    }

    private static void requireHolder(HolderKind kind, Account orderer) {
        if (kind == HolderKind.ME && orderer.state() == Account.State.CLOSED) {
            throw Failure.invalid(FieldError.of("holder.kind", "error.choice"));
        }
    }

    /** Only who ordered for themselves brings their own data up to date. */
    private static boolean stays(Holder before, OrderedHolder ordered, Account orderer, Requester by) {
        return before.kind() == ordered.kind()
                && switch (ordered.kind()) {
                    case ME ->
                        !by.account().equals(orderer.id()) || before.person().equals(Optional.of(orderer.person()));
                    case PERSON -> before.person().equals(ordered.person());
                    case SERVICE -> before.name().equals(ordered.name());
                };
    }

    // --- Submit and delete --------------------------------------------------------------------------------------

    Future<Detail> submit(Submit command) {
        return ofEditor(
                command.by(),
                command.id(),
                (sql, by, request) -> request.isSubmitted()
                        ? reading.detail(sql, request)
                        : submit(sql, by, editable(request, command.seen())));
    }

    private Future<Detail> submit(Sql sql, Requester by, CertificateRequest request) {
        if (request.orderedBy().equals(by.account())) {
            OrderRules.requireOrderable(
                    services.progress().product(request), request.holder().kind(), by);
        }
        OrderRules.requireNothingMissing(request);
        return services.requests()
                .submit(sql, request, by.account(), services.now())
                .compose(submitted -> services.progress().advance(sql, request.id(), by.account()))
                .compose(advanced -> approvals.ask(sql, request.id()))
                .compose(asked -> services.record(sql, by, request, RequestEvent.REQUEST_SUBMITTED))
                .compose(recorded -> services.mails().received(sql, request))
                .compose(mailed -> services.askHolder(sql, by, request))
                .compose(recorded -> reading.detail(sql, request.id()));
    }

    Future<Message.Done> cancel(Cancel command) {
        return ofEditor(
                        command.by(),
                        command.id(),
                        (sql, by, request) -> request.state() == RequestState.CANCELLED
                                ? Future.<Void>succeededFuture()
                                : cancel(sql, by, editable(request, command.seen())))
                .map(Message.DONE);
    }

    private Future<Void> cancel(Sql sql, Requester by, CertificateRequest request) {
        return services.requests()
                .move(sql, request.id(), RequestState.CANCELLED, Optional.of(by.account()), services.now())
                .compose(moved -> services.record(sql, by, request, RequestEvent.REQUEST_CANCELLED));
    }

    // --- Access -------------------------------------------------------------------------------------------------

    private interface Edit<T> {
        Future<T> by(Sql sql, Requester by, CertificateRequest request);
    }

    /** Runs an act of somebody who may edit the request, while nobody else can change it. */
    private <T> Future<T> ofEditor(Requester asked, UUID id, Edit<T> act) {
        return services.inTransaction(sql -> services.current(sql, asked)
                .compose(by -> services.lock(sql, by, id)
                        .map(request -> requireEditor(request, by))
                        .compose(request -> act.by(sql, by, request))));
    }

    private static CertificateRequest requireEditor(CertificateRequest request, Requester by) {
        if (!request.orderedBy().equals(by.account()) && !by.overseesOrganisation()) {
            throw Failure.of(Failure.Kind.FORBIDDEN, "request.notYours");
        }
        return request;
    }

    private static CertificateRequest editable(CertificateRequest request, Optional<Shown> seen) {
        Shown.require(seen, request.shown());
        if (!request.state().isEditable()) {
            throw Failure.of(Failure.Kind.CONFLICT, "request.notEditable");
        }
        return request;
    }
}
