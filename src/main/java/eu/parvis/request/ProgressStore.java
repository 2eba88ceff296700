package eu.parvis.request;

import eu.parvis.bus.Failure;
import eu.parvis.catalogue.Catalogue;
import eu.parvis.catalogue.Product;
import eu.parvis.db.Sql;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Reads what a request waits for, and moves it on, inside the caller's transaction. */
public final class ProgressStore {

    private final RequestStore requests = new RequestStore();
    private final ApprovalStore approvals;
    private final Catalogue catalogue;
    private final Clock clock;

    public ProgressStore(Catalogue catalogue, Clock clock) {
        this.catalogue = catalogue;
        this.approvals = new ApprovalStore(catalogue);
        this.clock = clock;
    }

    /** The product of a stored request. A product with requests must stay in the catalogue. */
    public Product product(CertificateRequest request) {
        return catalogue
                .product(request.product())
                .orElseThrow(() -> new IllegalStateException(
                        "The catalogue lacks " + request.product() + " of request " + request.number()));
    }

    public Future<Progress> of(Sql sql, CertificateRequest request) {
        var documents = requests.documents(sql, request.id());
        var given = approvals.given(sql, request.id());
        var product = product(request);
        return Future.all(documents, given)
                .map(read -> new Progress(
                        request, product, Checklist.of(product, request.holder(), documents.result()), given.result()));
    }

    /**
     * Gives a pending request the state that its data give now. Call it after each change of the data, under the lock of
     * {@link RequestStore#lock}.
     *
     * @param by who made the change
     */
    public Future<Void> advance(Sql sql, UUID id, UUID by) {
        return requests.byId(sql, id)
                .map(found -> found.orElseThrow(Failure::notFound))
                .compose(request -> request.state().isPending()
                        ? of(sql, request).compose(progress -> advance(sql, progress, by))
                        : Future.succeededFuture());
    }

    private Future<Void> advance(Sql sql, Progress progress, UUID by) {
        var state = progress.pendingState();
        return state == progress.request().state()
                ? Future.succeededFuture()
                : requests.move(sql, progress.request().id(), state, Optional.of(by), clock.instant());
    }
}
