package eu.parvis.document;

import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.document.DocumentApi.Append;
import eu.parvis.document.DocumentApi.Finish;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of documents and of their chunks, whose bytes are in the row or in an object of the store. */
final class DocumentRepository {

    private static final String BEGIN = "INSERT INTO document (id, state, changed_at) VALUES ($1, 'UPLOADING', $2)";

    /** Inserts nothing if the upload was discarded meanwhile. May be repeated. */
    private static final String APPEND = """
            INSERT INTO document_chunk (document_id, position, bytes)
            SELECT id, $2, $3 FROM document WHERE id = $1 AND state = 'UPLOADING' FOR SHARE
            ON CONFLICT (document_id, position) DO UPDATE SET bytes = EXCLUDED.bytes
            """;

    /** Written before the object, so that no object is without its row. May be repeated. */
    private static final String APPEND_OBJECT = """
            INSERT INTO document_object (document_id, position, size, sha256)
            SELECT id, $2, $3, $4 FROM document WHERE id = $1 AND state = 'UPLOADING' FOR SHARE
            ON CONFLICT (document_id, position) DO UPDATE SET size = EXCLUDED.size, sha256 = EXCLUDED.sha256
            """;

    /** Only if all its bytes are there. May be repeated. */
    private static final String FINISH = """
            UPDATE document SET state = 'WHOLE', media_type = $2, size = $3, sha256 = $4, scan = $5, changed_at = $6
            WHERE id = $1 AND state IN ('UPLOADING', 'WHOLE')
              AND ($7::bigint, $3::bigint) = (
                  SELECT count(*), sum(size) FROM (
                      SELECT length(bytes) AS size FROM document_chunk WHERE document_id = $1
                      UNION ALL SELECT size FROM document_object WHERE document_id = $1) chunk)
            RETURNING id, media_type, size, sha256, scan
            """;

    private static final String FIND = """
            SELECT id, media_type, size, sha256, scan FROM document WHERE id = $1 AND state IN ('WHOLE', 'KEPT')
            """;

    private static final String READ = """
            SELECT bytes, NULL::bytea AS sha256 FROM document_chunk WHERE document_id = $1 AND position = $2
            UNION ALL
            SELECT NULL, sha256 FROM document_object WHERE document_id = $1 AND position = $2
            """;

    private static final String DELETE = """
            DELETE FROM document WHERE id = $1 AND state = 'UPLOADING'
              AND NOT EXISTS (SELECT FROM document_object WHERE document_id = $1)
            """;

    private static final String DISCARD =
            "UPDATE document SET state = 'DISCARDED', changed_at = $2 WHERE id = $1 AND state = 'UPLOADING'";

    /** From now on, nobody can keep them. */
    private static final String DISCARD_OLD =
            "UPDATE document SET state = 'DISCARDED' WHERE state IN ('UPLOADING', 'WHOLE') AND changed_at < $1";

    private static final String DISCARDED_OBJECTS = """
            SELECT document_id, position FROM document_object JOIN document ON id = document_id
            WHERE state = 'DISCARDED' AND changed_at < $1 ORDER BY changed_at, document_id, position LIMIT $2
            """;

    private static final String DELETE_OBJECT = "DELETE FROM document_object WHERE document_id = $1 AND position = $2";

    private static final String DELETE_DISCARDED = """
            DELETE FROM document WHERE id IN (
                SELECT id FROM document
                WHERE state = 'DISCARDED' AND changed_at < $1
                  AND NOT EXISTS (SELECT FROM document_object WHERE document_id = id)
                ORDER BY changed_at LIMIT $2)
            """;

    /** The place of a chunk whose bytes are an object of the store. */
    record ObjectKey(UUID document, int position) {

        String text() {
            return document + "/" + position;
        }
    }

    /** Where the bytes of a chunk are: in the row, or in the store with this hash. */
    record Place(Optional<Buffer> bytes, Optional<Buffer> sha256) {}

    Future<Void> begin(Sql sql, UUID id, Instant at) {
        return sql.run(BEGIN, id, at).mapEmpty();
    }

    /** False if the document is none that is being uploaded. */
    Future<Boolean> append(Sql sql, Append chunk) {
        return sql.run(APPEND, chunk.id(), chunk.position(), chunk.bytes().buffer())
                .map(rows -> rows.rowCount() == 1);
    }

    /** False if the document is none that is being uploaded. */
    Future<Boolean> appendObject(Sql sql, ObjectKey key, int size, Buffer sha256) {
        return sql.run(APPEND_OBJECT, key.document(), key.position(), size, sha256)
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

    Future<Optional<Place>> find(Sql sql, ObjectKey key) {
        return sql.run(READ, key.document(), key.position())
                .map(rows -> Rows.first(
                        rows,
                        row -> new Place(
                                Optional.ofNullable(row.getBuffer("bytes")),
                                Optional.ofNullable(row.getBuffer("sha256")))));
    }

    /** Deletes an upload; if it has objects, the sweep does. */
    Future<Void> discard(Sql sql, UUID id, Instant at) {
        return sql.run(DELETE, id).compose(deleted -> sql.run(DISCARD, id, at)).mapEmpty();
    }

    /** Discards what nobody keeps. */
    Future<Void> discardOld(Sql sql, Instant begunBefore) {
        return sql.run(DISCARD_OLD, begunBefore).mapEmpty();
    }

    Future<List<ObjectKey>> discardedObjects(Sql sql, Instant discardedBefore, int most) {
        return sql.run(DISCARDED_OBJECTS, discardedBefore, most)
                .map(rows ->
                        Rows.all(rows, row -> new ObjectKey(row.getUUID("document_id"), row.getInteger("position"))));
    }

    Future<Void> deleteObject(Sql sql, ObjectKey key) {
        return sql.run(DELETE_OBJECT, key.document(), key.position()).mapEmpty();
    }

    /** Deletes discarded documents that have no objects any more. */
    Future<Integer> deleteDiscarded(Sql sql, Instant discardedBefore, int most) {
        return sql.run(DELETE_DISCARDED, discardedBefore, most).map(rows -> rows.rowCount());
    }
}
