package eu.parvis.document;

import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.document.DocumentApi.Append;
import eu.parvis.document.DocumentApi.Finish;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/** The bytes of documents as rows of {@link DocumentApi#CHUNK} bytes. */
final class DocumentRepository {

    private static final String BEGIN = "INSERT INTO document (id, state, changed_at) VALUES ($1, 'UPLOADING', $2)";

    /** Inserts nothing if the upload was discarded meanwhile. May be repeated. */
    private static final String APPEND = """
            INSERT INTO document_chunk (document_id, position, bytes)
            SELECT id, $2, $3 FROM document WHERE id = $1 AND state = 'UPLOADING' FOR SHARE
            ON CONFLICT (document_id, position) DO UPDATE SET bytes = EXCLUDED.bytes
            """;

    /** Only if all its bytes are there. May be repeated. */
    private static final String FINISH = """
            UPDATE document SET state = 'WHOLE', media_type = $2, size = $3, sha256 = $4, scan = $5, changed_at = $6
            WHERE id = $1 AND state IN ('UPLOADING', 'WHOLE')
              AND ($7::bigint, $3::bigint) = (SELECT count(*), sum(length(bytes)) FROM document_chunk
                                              WHERE document_id = $1)
            RETURNING id, media_type, size, sha256, scan
            """;

    private static final String FIND = """
            SELECT id, media_type, size, sha256, scan FROM document WHERE id = $1 AND state IN ('WHOLE', 'KEPT')
            """;

    private static final String READ = "SELECT bytes FROM document_chunk WHERE document_id = $1 AND position = $2";

    private static final String DELETE = "DELETE FROM document WHERE id = $1 AND state = 'UPLOADING'";

    private static final String DELETE_LOOSE = """
            DELETE FROM document WHERE id IN (
                SELECT id FROM document
                WHERE state <> 'KEPT' AND changed_at < CASE state WHEN 'DISCARDED' THEN $2::timestamptz ELSE $1::timestamptz END
                ORDER BY changed_at LIMIT $3)
            """;

    Future<Void> begin(Sql sql, UUID id, Instant at) {
        return sql.run(BEGIN, id, at).mapEmpty();
    }

    /** False if the document is none that is being uploaded. */
    Future<Boolean> append(Sql sql, Append chunk) {
        return sql.run(APPEND, chunk.id(), chunk.position(), chunk.bytes().buffer())
                .map(rows -> rows.rowCount() == 1);
    }

    /** Empty if chunks are missing. */
    Future<Optional<StoredDocument>> finish(Sql sql, Finish upload, Scan scan, Instant at) {
        return sql.run(
                        FINISH,
                        upload.id(),
                        upload.mediaType(),
                        upload.size(),
                        Buffer.buffer(HexFormat.of().parseHex(upload.sha256())),
                        scan,
                        at,
                        (long) DocumentApi.chunks(upload.size()))
                .map(rows -> Rows.first(rows, DocumentStore::stored));
    }

    Future<Optional<StoredDocument>> find(Sql sql, UUID id) {
        return sql.run(FIND, id).map(rows -> Rows.first(rows, DocumentStore::stored));
    }

    Future<Optional<Buffer>> read(Sql sql, UUID id, int position) {
        return sql.run(READ, id, position).map(rows -> Rows.first(rows, row -> row.getBuffer("bytes")));
    }

    Future<Void> delete(Sql sql, UUID id) {
        return sql.run(DELETE, id).mapEmpty();
    }

    /**
     * Deletes what nobody keeps.
     *
     * @param begunBefore uploads and whole documents that are older
     * @param discardedBefore discarded documents that are older
     */
    Future<Integer> deleteLoose(Sql sql, Instant begunBefore, Instant discardedBefore, int most) {
        return sql.run(DELETE_LOOSE, begunBefore, discardedBefore, most).map(rows -> rows.rowCount());
    }
}
