package eu.parvis.request;

import eu.parvis.db.Sql;
import io.vertx.core.Future;
import java.time.Instant;

/** Deletes drafts that nobody has changed for a long time, with their documents. */
final class OldDrafts {

    private static final int MOST = 1_000;

    private final RequestServices services;
    private final SupportingDocuments documents;

    OldDrafts(RequestServices services, SupportingDocuments documents) {
        this.services = services;
        this.documents = documents;
    }

    Future<Void> delete(Instant unchangedSince) {
        return services.database().inTransaction(sql -> delete(sql, unchangedSince));
    }

    private Future<Void> delete(Sql sql, Instant unchangedSince) {
        return services.repository()
                .lockOldDrafts(sql, unchangedSince, MOST)
                .compose(old -> documents
                        .discardOf(sql, old)
                        .compose(discarded -> services.repository().deleteDrafts(sql, old)));
    }
}
