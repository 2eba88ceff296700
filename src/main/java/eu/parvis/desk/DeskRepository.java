package eu.parvis.desk;

import eu.parvis.crypto.Secret;
import eu.parvis.crypto.SecretBox;
import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.desk.DeskApi.Acceptance;
import eu.parvis.desk.DeskApi.HeldBy;
import eu.parvis.desk.DeskApi.RecordedFaceToFace;
import eu.parvis.desk.FaceToFace.IdentityDocument;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Claims, checks face to face and decisions. */
final class DeskRepository {

    private static final String CLAIM = """
            WITH former AS (SELECT operator_id FROM desk_claim WHERE request_id = $1 AND acted_at > $4)
            INSERT INTO desk_claim AS claim (request_id, operator_id, claimed_at, acted_at) VALUES ($1, $2, $3, $3)
            ON CONFLICT (request_id) DO UPDATE
            SET operator_id = $2, acted_at = $3,
                claimed_at = CASE WHEN claim.operator_id = $2 THEN claim.claimed_at ELSE $3 END
            WHERE claim.operator_id = $2 OR claim.acted_at <= $4
            RETURNING NOT EXISTS (SELECT FROM former WHERE operator_id = $2) AS begun
            """;

    private static final String RELEASE = "DELETE FROM desk_claim WHERE request_id = $1 AND operator_id = $2";

    private static final String HELD_BY = """
            SELECT operator_id, claimed_at, acted_at, first_name, last_name
            FROM desk_claim JOIN account ON account.id = operator_id
            WHERE request_id = $1 AND acted_at > $2
            """;

    private static final String RECORD_FACE_TO_FACE = """
            INSERT INTO desk_face_to_face (request_id, holder, met_by, met_on, place, identity_document, sealed_number,
                                           operator_id, recorded_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (request_id) DO UPDATE
            SET holder = $2, met_by = $3, met_on = $4, place = $5, identity_document = $6, sealed_number = $7,
                operator_id = $8, recorded_at = $9
            """;

    private static final String FACE_TO_FACE = """
            SELECT met_by, met_on, place, identity_document, sealed_number, recorded_at, first_name, last_name
            FROM desk_face_to_face JOIN account ON account.id = operator_id
            WHERE request_id = $1 AND holder = $2
            """;

    private static final String ACCEPT = """
            INSERT INTO desk_acceptance (request_id, operator_id, accepted_at) VALUES ($1, $2, $3)
            ON CONFLICT (request_id, operator_id) DO NOTHING
            """;

    private static final String FORGET_ACCEPTANCES = "DELETE FROM desk_acceptance WHERE request_id = $1";

    private static final String ACCEPTANCES = """
            SELECT operator_id, accepted_at, first_name, last_name
            FROM desk_acceptance JOIN account ON account.id = operator_id
            WHERE request_id = $1 ORDER BY accepted_at
            """;

    private final SecretBox box;
    private final Duration claim;

    DeskRepository(SecretBox box, DeskSettings settings) {
        this.box = box;
        this.claim = settings.claim();
    }

    /**
     * Takes the request, or lengthens the operator's claim. Empty if another operator has it, else whether the claim is
     * new.
     */
    Future<Optional<Boolean>> claim(Sql sql, UUID request, UUID operator, Instant at) {
        return sql.run(CLAIM, request, operator, at, at.minus(claim))
                .map(rows -> Rows.first(rows, row -> row.getBoolean("begun")));
    }

    /** False if the operator did not have it. */
    Future<Boolean> release(Sql sql, UUID request, UUID operator) {
        return sql.run(RELEASE, request, operator).map(Rows::changed);
    }

    Future<Optional<HeldBy>> heldBy(Sql sql, UUID request, Instant now) {
        return sql.run(HELD_BY, request, now.minus(claim))
                .map(rows -> Rows.first(
                        rows,
                        row -> new HeldBy(
                                row.getUUID("operator_id"),
                                name(row),
                                Rows.instant(row, "claimed_at"),
                                Rows.instant(row, "acted_at").plus(claim))));
    }

    /**
     * Stores the check in place of a former one.
     *
     * @param holder whose identity was checked
     */
    Future<Void> record(Sql sql, UUID request, String holder, FaceToFace check, UUID operator, Instant at) {
        return sql.run(
                        RECORD_FACE_TO_FACE,
                        request,
                        holder,
                        check.metBy(),
                        check.metOn(),
                        check.place(),
                        check.document(),
                        box.seal(new Secret(check.number()), context(request)),
                        operator,
                        at)
                .mapEmpty();
    }

    /** The check of this holder's identity. */
    Future<Optional<RecordedFaceToFace>> faceToFace(Sql sql, UUID request, String holder) {
        return sql.run(FACE_TO_FACE, request, holder)
                .map(rows -> Rows.first(
                        rows,
                        row -> new RecordedFaceToFace(
                                new FaceToFace(
                                        row.getString("met_by"),
                                        row.getLocalDate("met_on"),
                                        row.getString("place"),
                                        Rows.constant(row, "identity_document", IdentityDocument.class),
                                        box.open(row.getBuffer("sealed_number"), context(request))
                                                .text()),
                                name(row),
                                Rows.instant(row, "recorded_at"))));
    }

    private static String context(UUID request) {
        return "desk_face_to_face:" + request;
    }

    Future<Void> accept(Sql sql, UUID request, UUID operator, Instant at) {
        return sql.run(ACCEPT, request, operator, at).mapEmpty();
    }

    Future<Void> forgetAcceptances(Sql sql, UUID request) {
        return sql.run(FORGET_ACCEPTANCES, request).mapEmpty();
    }

    Future<List<Acceptance>> acceptances(Sql sql, UUID request) {
        return sql.run(ACCEPTANCES, request)
                .map(rows -> Rows.all(
                        rows,
                        row -> new Acceptance(
                                row.getUUID("operator_id"), name(row), Rows.instant(row, "accepted_at"))));
    }

    private static String name(Row row) {
        return row.getString("first_name") + " " + row.getString("last_name");
    }
}
