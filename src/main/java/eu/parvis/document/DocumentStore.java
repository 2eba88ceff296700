package eu.parvis.document;

import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/** Keeps and discards documents inside the caller's transaction. */
public final class DocumentStore {

    private static final String KEEP = """
            UPDATE document SET state = 'KEPT', changed_at = $2 WHERE id = $1 AND state IN ('WHOLE', 'KEPT')
            RETURNING id, media_type, size, sha256, scan
            """;

    private static final String DISCARD =
            "UPDATE document SET state = 'DISCARDED', changed_at = $2 WHERE id = ANY ($1::text[]::uuid[])";

    /** Keeps a whole document for ever; empty if it is none. */
    public Future<Optional<StoredDocument>> keep(Sql sql, UUID id, Instant at) {
        return sql.run(KEEP, id, at).map(rows -> Rows.first(rows, DocumentStore::stored));
    }

    /** Marks documents for the next sweep, which deletes their bytes. */
    public Future<Void> discard(Sql sql, Collection<UUID> ids, Instant at) {
        return ids.isEmpty()
                ? Future.succeededFuture()
                : sql.run(DISCARD, ids, at).mapEmpty();
    }

    static StoredDocument stored(Row row) {
        return new StoredDocument(
                row.getUUID("id"),
                row.getString("media_type"),
                row.getInteger("size"),
                HexFormat.of().formatHex(row.getBuffer("sha256").getBytes()),
                Rows.constant(row, "scan", Scan.class));
    }
}
