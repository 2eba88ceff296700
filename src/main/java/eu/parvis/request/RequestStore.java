package eu.parvis.request;

import eu.parvis.db.PersonColumns;
import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.values.EmailAddress;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes single requests inside the caller's transaction. */
public final class RequestStore {

    private static final String SELECT = "SELECT " + RequestColumns.COLUMNS + " FROM request ";

    private static final String BY_ID = SELECT + "WHERE id = $1";

    private static final String LOCK = BY_ID + " FOR UPDATE";

    private static final String ADD = """
            INSERT INTO request (id, number, product, organisation_id, ordered_by, establishment, holder_kind, holder_id,
                                 holder_name, holder_confirmed_at, months, note, language, state, state_since, version,
                                 created_at, changed_at, search, holder_key, %s)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1, $15, $15, $16, $17, %s)
            """.formatted(RequestColumns.HOLDER, RequestColumns.HOLDER.parameters(18));

    private static final String CHANGE = """
            UPDATE request
            SET holder_kind = $2, holder_id = $3, holder_name = $4, holder_confirmed_at = $5, months = $6, note = $7,
                search = $8, holder_key = $9, changed_at = $10, product = $11, version = version + 1,
                holder_ordered_name = $12, holder_declined_at = $13, holder_decline_reason = $14,
                (%s) = ROW (%s)
            WHERE id = $1
            """.formatted(RequestColumns.HOLDER, RequestColumns.HOLDER.parameters(15));

    private static final String CHECK_AGAIN = """
            UPDATE request_document SET state = 'RECEIVED', decided_by = NULL, decided_at = NULL
            WHERE request_id = $1 AND state = 'ACCEPTED'
            """;

    /** Only a person who has an account already; see LINK_OWN for the others. */
    private static final String LINK_HOLDER = """
            UPDATE request SET holder_id = account.id
            FROM account
            WHERE request.id = $1 AND request.state <> 'DRAFT' AND holder_kind = 'PERSON' AND holder_id IS NULL
              AND account.email_key = $2 AND account.state = 'ACTIVE'
            """;

    private static final String LINK_OWN = """
            UPDATE request SET holder_id = $1
            WHERE lower(holder_email) = $2 AND holder_id IS NULL AND holder_kind = 'PERSON'
              AND state NOT IN ('DRAFT', 'CANCELLED')
            """;

    private static final String NUMBER = "SELECT nextval('request_number')::int AS number";

    private static final String MOVE = """
            UPDATE request
            SET state = $2, state_since = $3, changed_at = $3, version = version + 1,
                submitted_at = coalesce(submitted_at, CASE WHEN $2 NOT IN ('DRAFT', 'CANCELLED') THEN $3::timestamptz END)
            WHERE id = $1
            """;

    private static final String END_SPAN =
            "UPDATE request_state SET until = $2 WHERE request_id = $1 AND until IS NULL";

    private static final String BEGIN_SPAN = """
            INSERT INTO request_state (request_id, position, state, since, account_id)
            SELECT $1, coalesce(max(position), 0) + 1, $2, $3, $4 FROM request_state WHERE request_id = $1
            """;

    private static final String REFUSE = "UPDATE request SET refusal_code = $2, refusal_text = $3 WHERE id = $1";

    private static final String SPANS =
            "SELECT state, since, until FROM request_state WHERE request_id = $1 ORDER BY position";

    private static final String TOUCH = "UPDATE request SET version = version + 1, changed_at = $2 WHERE id = $1";

    /** $1 the account, $2 the organisation that it acts for, $3 the limit, up to which each state is read. */
    static final String OPEN = """
            SELECT request.id, request.number, request.product, request.state,
                   CASE request.state
                       WHEN 'DRAFT' THEN true
                       WHEN 'DOCUMENTS_MISSING' THEN true
                       WHEN 'REGISTERED' THEN
                           holder_kind = 'PERSON' AND holder_confirmed_at IS NULL
                               AND CASE WHEN holder_declined_at IS NULL THEN holder_id = $1 ELSE ordered_by = $1 END
                           OR ordered_by = $1 AND EXISTS (SELECT FROM request_approval
                                                          WHERE request_id = request.id AND NOT approved)
                       ELSE false
                   END AS waits
            FROM (
                SELECT line.id
                FROM unnest('{DRAFT, REGISTERED, DOCUMENTS_MISSING, IN_REVIEW, ACCEPTED, APPOINTMENT, ISSUED}'::text[])
                     AS wanted (state)
                CROSS JOIN LATERAL (
                    (SELECT id, number FROM request
                     WHERE ordered_by = $1 AND organisation_id IS NULL AND state = wanted.state
                     ORDER BY number DESC LIMIT $3)
                    UNION
                    (SELECT id, number FROM request
                     WHERE ordered_by = $1 AND (organisation_id = $2) IS TRUE AND state = wanted.state
                     ORDER BY number DESC LIMIT $3)
                    UNION
                    (SELECT id, number FROM request
                     WHERE holder_id = $1 AND state = wanted.state AND state <> 'DRAFT'
                     ORDER BY number DESC LIMIT $3)) AS line
                ORDER BY line.number DESC LIMIT $3) AS line
            JOIN request USING (id)
            ORDER BY request.number DESC
            """;

    private static final String DOCUMENTS = "SELECT " + RequestColumns.DOCUMENT_COLUMNS + """
            FROM request_document WHERE request_id = $1 AND state <> 'REPLACED' ORDER BY uploaded_at
            """;

    private static final String DECIDE = """
            UPDATE request_document
            SET state = $2, refusal_code = $3, refusal_text = $4, decided_by = $5, decided_at = $6
            WHERE id = $1
            """;

    /** The name of the holder in a row of a list; empty if the holder is not named yet. */
    public static String holderLabel(Row row) {
        return Rows.optionalText(row, "holder_name")
                .or(() -> Rows.optionalText(row, "holder_first_name")
                        .map(first -> first + " " + row.getString("holder_last_name")))
                .orElse("");
    }

    public Future<Optional<CertificateRequest>> byId(Sql sql, UUID id) {
        return sql.run(BY_ID, id).map(rows -> Rows.first(rows, RequestColumns::request));
    }

    /** Locks the request until the transaction ends. Every change of it or of its documents takes this lock first. */
    public Future<Optional<CertificateRequest>> lock(Sql sql, UUID id) {
        return sql.run(LOCK, id).map(rows -> Rows.first(rows, RequestColumns::request));
    }

    Future<Integer> nextNumber(Sql sql) {
        return sql.run(NUMBER).map(rows -> rows.iterator().next().getInteger("number"));
    }

    /** Inserts a draft and begins its timeline. */
    Future<Void> add(Sql sql, CertificateRequest request, String search) {
        var holder = request.holder();
        return sql.run(
                        ADD,
                        request.id(),
                        request.number(),
                        request.product(),
                        request.organisation(),
                        request.orderedBy(),
                        request.establishment(),
                        holder.kind(),
                        holder.account(),
                        holder.name(),
                        holder.confirmedAt(),
                        request.months(),
                        request.note(),
                        request.language().code(),
                        request.state(),
                        request.createdAt(),
                        search,
                        SearchText.of(holder.sortName()),
                        PersonColumns.values(holder.person()))
                .compose(added -> begin(sql, request.id(), request.state(), request.createdAt(), request.orderedBy()));
    }

    Future<Void> change(Sql sql, CertificateRequest request, String search, Instant at) {
        var holder = request.holder();
        return sql.run(
                        CHANGE,
                        request.id(),
                        holder.kind(),
                        holder.account(),
                        holder.name(),
                        holder.confirmedAt(),
                        request.months(),
                        request.note(),
                        search,
                        SearchText.of(holder.sortName()),
                        at,
                        request.product(),
                        holder.orderedName(),
                        holder.declined().map(Declined::at),
                        holder.declined().flatMap(Declined::reason),
                        PersonColumns.values(holder.person()))
                .compose(changed -> linkHolder(sql, request));
    }

    /** Documents that were accepted for one holder are not accepted for another. */
    Future<Void> checkAgain(Sql sql, UUID id) {
        return sql.run(CHECK_AGAIN, id).mapEmpty();
    }

    /** Gives a draft its next state; its holder sees it from now on. */
    Future<Void> submit(Sql sql, CertificateRequest request, UUID by, Instant at) {
        return move(sql, request.id(), RequestState.REGISTERED, Optional.of(by), at)
                .compose(moved -> linkHolder(sql, request));
    }

    /** Links the person who is named as holder with the account of that e-mail address, if there is one. */
    private Future<Void> linkHolder(Sql sql, CertificateRequest request) {
        return request.holder()
                .person()
                .map(person ->
                        sql.run(LINK_HOLDER, request.id(), person.email().key()).<Void>mapEmpty())
                .orElseGet(Future::succeededFuture);
    }

    /**
     * Links the submitted requests that name the owner of this address as holder with the account. Call it wherever an
     * account gets an address that its owner has proved.
     */
    public Future<Void> linkOwn(Sql sql, UUID account, EmailAddress proved) {
        return sql.run(LINK_OWN, account, proved.key()).mapEmpty();
    }

    /**
     * Gives the request another state, and its timeline another span; raises the version.
     *
     * @param by empty for the portal itself
     */
    public Future<Void> move(Sql sql, UUID id, RequestState state, Optional<UUID> by, Instant at) {
        return sql.run(MOVE, id, state, at)
                .compose(moved -> sql.run(END_SPAN, id, at))
                .compose(ended -> sql.run(BEGIN_SPAN, id, state, at, by))
                .mapEmpty();
    }

    private static Future<Void> begin(Sql sql, UUID id, RequestState state, Instant at, UUID by) {
        return sql.run(BEGIN_SPAN, id, state, at, by).mapEmpty();
    }

    /** Stores why the desk refuses the request; call {@link #move} for its state. */
    public Future<Void> refuse(Sql sql, UUID id, Refusal refusal) {
        return sql.run(REFUSE, id, refusal.code(), refusal.text()).mapEmpty();
    }

    public Future<List<StateSpan>> timeline(Sql sql, UUID id) {
        return sql.run(SPANS, id).map(rows -> Rows.all(rows, RequestColumns::span));
    }

    /**
     * Stores what the desk decided on a document; call {@link ProgressStore#advance} afterwards.
     *
     * @param refusal empty: accepted
     */
    public Future<Void> decide(Sql sql, UUID document, Optional<Refusal> refusal, UUID by, Instant at) {
        var state = refusal.isPresent() ? SupportingDocument.State.REFUSED : SupportingDocument.State.ACCEPTED;
        return sql.run(DECIDE, document, state, refusal.flatMap(Refusal::code), refusal.flatMap(Refusal::text), by, at)
                .mapEmpty();
    }

    /** Raises the version after a change beside the row. */
    Future<Void> touch(Sql sql, UUID id, Instant at) {
        return sql.run(TOUCH, id, at).mapEmpty();
    }

    /** The newest requests that the person ordered or holds and that are not at their end. */
    public Future<List<OpenRequest>> open(Sql sql, UUID account, Optional<UUID> organisation, int most) {
        return sql.run(OPEN, account, organisation, most)
                .map(rows -> Rows.all(
                        rows,
                        row -> new OpenRequest(
                                row.getUUID("id"),
                                row.getInteger("number"),
                                row.getString("product"),
                                Rows.constant(row, "state", RequestState.class),
                                Boolean.TRUE.equals(row.getBoolean("waits")))));
    }

    /** The documents that count; a replaced one does not. */
    public Future<List<SupportingDocument>> documents(Sql sql, UUID id) {
        return sql.run(DOCUMENTS, id).map(rows -> Rows.all(rows, RequestColumns::document));
    }
}
