package eu.parvis.request;

import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.document.DocumentStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** The rows of supporting documents, under the lock of their request. */
final class SupportingDocumentRepository {

    private static final String ADD = """
            INSERT INTO request_document (id, request_id, kind, state, file_name, media_type, size, sha256, scan,
                                          uploaded_by, uploaded_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """;

    private static final String REPLACE = """
            UPDATE request_document SET state = 'REPLACED' WHERE request_id = $1 AND kind = $2 AND state <> 'REPLACED'
            """;

    private static final String REPLACE_ALL = """
            UPDATE request_document SET state = 'REPLACED' WHERE request_id = $1 AND state <> 'REPLACED' RETURNING id
            """;

    private static final String OF_REQUESTS =
            "SELECT id FROM request_document WHERE request_id = ANY ($1::text[]::uuid[])";

    private final DocumentStore bytes = new DocumentStore();

    Future<Void> add(Sql sql, SupportingDocument document) {
        return sql.run(
                        ADD,
                        document.id(),
                        document.request(),
                        document.kind(),
                        document.state(),
                        document.fileName(),
                        document.mediaType(),
                        document.size(),
                        Buffer.buffer(HexFormat.of().parseHex(document.sha256())),
                        document.scan(),
                        document.uploadedBy(),
                        document.uploadedAt())
                .mapEmpty();
    }

    /** The former document of this kind no longer counts. */
    Future<Void> replace(Sql sql, UUID request, String kind) {
        return sql.run(REPLACE, request, kind).mapEmpty();
    }

    /** No document counts any more; the bytes are deleted, the rows stay. */
    Future<Void> discardAll(Sql sql, UUID request, Instant at) {
        return sql.run(REPLACE_ALL, request)
                .map(rows -> Rows.all(rows, row -> row.getUUID("id")))
                .compose(replaced -> bytes.discard(sql, replaced, at));
    }

    /** The ids of all documents of these requests, replaced ones too. */
    Future<List<UUID>> of(Sql sql, List<UUID> requests) {
        return sql.run(OF_REQUESTS, requests).map(rows -> Rows.all(rows, row -> row.getUUID("id")));
    }
}
