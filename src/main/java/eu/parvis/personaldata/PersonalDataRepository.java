package eu.parvis.personaldata;

import eu.parvis.db.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.util.Map;
import java.util.UUID;

/**
 * One statement for each set. Each returns one row: an array of objects, with the names of the contract in the order of
 * the columns, which {@code jsonb} would not keep.
 */
final class PersonalDataRepository {

    private static final String ACCOUNT = """
            SELECT COALESCE(json_agg(held), '[]') AS held FROM (
                SELECT identifier, email, first_name AS "firstName", last_name AS "lastName", phone, language, state,
                       created_at AS "createdAt", activated_at AS "activatedAt",
                       password_changed_at AS "passwordChangedAt", terms_version AS "termsVersion",
                       signed_in_at AS "signedInAt", locked_at AS "lockedAt",
                       deletion_due_at AS "deletionDueAt", operator
                FROM account WHERE id = $1) held
            """;

    private static final String SECURITY_QUESTIONS = """
            SELECT COALESCE(json_agg(held), '[]') AS held FROM (
                SELECT COALESCE(own_question, catalogue_id) AS question, created_at AS "createdAt"
                FROM challenge_question JOIN challenge_set USING (account_id)
                WHERE account_id = $1 ORDER BY position) held
            """;

    private static final String MEMBERSHIPS = """
            SELECT COALESCE(json_agg(held), '[]') AS held FROM (
                SELECT organisation.name AS organisation, roles, member.state, invited_first_name AS "invitedFirstName",
                       invited_last_name AS "invitedLastName", invited_email AS "invitedEmail",
                       invited_phone AS "invitedPhone", mailed_at AS "mailedAt", member.created_at AS "createdAt",
                       member.changed_at AS "changedAt"
                FROM member JOIN organisation ON organisation.id = organisation_id
                WHERE account_id = $1 ORDER BY member.created_at) held
            """;

    /**
     * Also those that name the person without the account, by the address and the last name: the address may have belonged
     * to somebody else before.
     */
    private static final String CONTACTS = """
            SELECT COALESCE(json_agg(held), '[]') AS held FROM (
                SELECT organisation.name AS organisation, kind, contact.first_name AS "firstName",
                       contact.last_name AS "lastName", contact.email, contact.phone, changed_at AS "changedAt"
                FROM contact
                JOIN organisation ON organisation.id = organisation_id
                JOIN account ON account.id = $1
                WHERE contact.account_id = $1
                   OR contact.account_id IS NULL AND lower(contact.email) = account.email_key
                      AND lower(contact.last_name) = lower(account.last_name)
                ORDER BY organisation.name, kind) held
            """;

    private static final String REGISTRATIONS = """
            SELECT COALESCE(json_agg(held), '[]') AS held FROM (
                SELECT reference, email, state, language, created_at AS "createdAt", submitted_at AS "submittedAt",
                       expires_at AS "expiresAt"
                FROM registration WHERE account_id = $1 ORDER BY created_at) held
            """;

    private static final String JOIN_REQUESTS = """
            SELECT COALESCE(json_agg(held), '[]') AS held FROM (
                SELECT organisation_name AS organisation, reference, join_request.email,
                       join_request.first_name AS "firstName", join_request.last_name AS "lastName",
                       join_request.phone, join_request.language, join_request.state, roles,
                       join_request.created_at AS "createdAt", asked_at AS "askedAt", decided_at AS "decidedAt"
                FROM join_request JOIN account USING (email_key)
                WHERE account.id = $1 ORDER BY join_request.created_at) held
            """;

    /** Those of the person who ordered and of the holder; neither sees the other's details. */
    private static final String REQUESTS = """
            SELECT COALESCE(json_agg(held), '[]') AS held FROM (
                SELECT number, product, ordered_by = $1 AS ordered, establishment,
                       CASE WHEN holder_id = $1 THEN holder_first_name END AS "firstName",
                       CASE WHEN holder_id = $1 THEN holder_last_name END AS "lastName",
                       CASE WHEN holder_id = $1 THEN holder_email END AS email,
                       CASE WHEN holder_id = $1 THEN holder_phone END AS phone,
                       CASE WHEN holder_id = $1 THEN holder_confirmed_at END AS "confirmedAt",
                       CASE WHEN holder_id = $1 THEN holder_ordered_name END AS "orderedName",
                       CASE WHEN holder_id = $1 THEN holder_declined_at END AS "declinedAt",
                       CASE WHEN holder_id = $1 THEN holder_decline_reason END AS "declineReason",
                       holder_name AS service, months, CASE WHEN ordered_by = $1 THEN note END AS note, language, state,
                       refusal_text AS refusal, created_at AS "createdAt", submitted_at AS "submittedAt",
                       changed_at AS "changedAt"
                FROM request WHERE ordered_by = $1 OR holder_id = $1 AND state <> 'DRAFT' ORDER BY number) held
            """;

    private static final String DOCUMENTS = """
            SELECT COALESCE(json_agg(held), '[]') AS held FROM (
                SELECT number, kind, request_document.state, file_name AS "fileName", media_type AS "mediaType", size,
                       encode(sha256, 'hex') AS sha256, uploaded_at AS "uploadedAt", decided_at AS "decidedAt"
                FROM request_document JOIN request ON request.id = request_id
                WHERE uploaded_by = $1 ORDER BY uploaded_at) held
            """;

    private static final String APPROVALS = """
            SELECT COALESCE(json_agg(held), '[]') AS held FROM (
                SELECT number, role, approved, request_approval.note, decided_at AS "decidedAt"
                FROM request_approval JOIN request ON request.id = request_id
                WHERE account_id = $1 ORDER BY decided_at) held
            """;

    /** Those of the identity and the address of a holder. */
    private static final String VALIDATIONS = """
            SELECT COALESCE(json_agg(held), '[]') AS held FROM (
                SELECT number, thing, label AS subject, method, evidence, checked_on AS "checkedOn",
                       recorded_at AS "recordedAt", withdrawn_at AS "withdrawnAt",
                       withdrawal_reason AS "withdrawalReason"
                FROM validation JOIN request ON request.id = request_id
                WHERE holder_id = $1 AND thing IN ('MAILBOX', 'PERSON') ORDER BY recorded_at) held
            """;

    private static final String TERMS = """
            SELECT COALESCE(json_agg(held), '[]') AS held FROM (
                SELECT version, language, sha256, accepted_at AS "acceptedAt", address
                FROM terms_acceptance WHERE account_id = $1 ORDER BY accepted_at) held
            """;

    private static final String EMAIL_CHANGES = """
            SELECT COALESCE(json_agg(held), '[]') AS held FROM (
                SELECT former_email AS "formerEmail", new_email AS "newEmail", state, asked_at AS "askedAt",
                       mailed_at AS "mailedAt", expires_at AS "expiresAt", confirmed_at AS "confirmedAt",
                       undo_until AS "undoUntil"
                FROM email_change WHERE account_id = $1 ORDER BY asked_at) held
            """;

    private static final String SESSIONS = """
            SELECT COALESCE(json_agg(held), '[]') AS held FROM (
                SELECT channel, device, address, created_at AS "createdAt", last_activity_at AS "lastActivityAt",
                       proved_at AS "provedAt", expires_at AS "expiresAt"
                FROM session WHERE account_id = $1 ORDER BY created_at) held
            """;

    private static final String DEVICES = """
            SELECT COALESCE(json_agg(held), '[]') AS held FROM (
                SELECT created_at AS "createdAt", used_at AS "usedAt", expires_at AS "expiresAt"
                FROM device WHERE account_id = $1 ORDER BY created_at) held
            """;

    private static final String LINKS = """
            SELECT COALESCE(json_agg(held), '[]') AS held FROM (
                SELECT 'PASSWORD' AS kind, created_at AS "createdAt", used_at AS "usedAt", refused_at AS "refusedAt",
                       expires_at AS "expiresAt"
                FROM recovery WHERE account_id = $1
                UNION ALL
                SELECT 'SIGN_IN', mailed_at, used_at, refused_at, expires_at FROM sign_in_link WHERE account_id = $1
                ORDER BY 2) held
            """;

    private static final String TRIES = """
            SELECT COALESCE(json_agg(held), '[]') AS held FROM (
                SELECT cardinality(tries) AS count, last_at AS "lastAt", warned_at AS "warnedAt"
                FROM attempt WHERE account_id = $1 AND cardinality(tries) > 0 ORDER BY last_at) held
            """;

    /** Those since the account exists: the address may have belonged to somebody else before. */
    private static final String MAILS = """
            SELECT COALESCE(json_agg(held), '[]') AS held FROM (
                SELECT reference, occasion, recipient, mail.language, mail.state, mail.created_at AS "createdAt",
                       sent_at AS "sentAt"
                FROM mail JOIN account ON account.email_key = recipient_key AND mail.created_at >= account.created_at
                WHERE account.id = $1 ORDER BY mail.created_at) held
            """;

    /** Without what identifies somebody else who acted. The newest ten thousand. */
    private static final String JOURNAL = """
            WITH mine AS (
                (SELECT id FROM journal WHERE account_id = $1 ORDER BY id DESC LIMIT 10000)
                UNION
                (SELECT id FROM journal WHERE subject = $1::uuid::text ORDER BY id DESC LIMIT 10000))
            SELECT COALESCE(json_agg(held), '[]') AS held FROM (
                SELECT at, event, outcome, account_id IS NOT DISTINCT FROM $1 AS own,
                       CASE WHEN account_id = $1 THEN address END AS address,
                       detail ->> 'program' AS program, detail ->> 'system' AS system
                FROM mine JOIN journal USING (id) ORDER BY id) held
            """;

    private static final Map<DataSet, String> STATEMENTS = Map.ofEntries(
            Map.entry(DataSet.ACCOUNT, ACCOUNT),
            Map.entry(DataSet.SECURITY_QUESTIONS, SECURITY_QUESTIONS),
            Map.entry(DataSet.MEMBERSHIPS, MEMBERSHIPS),
            Map.entry(DataSet.CONTACTS, CONTACTS),
            Map.entry(DataSet.REGISTRATIONS, REGISTRATIONS),
            Map.entry(DataSet.JOIN_REQUESTS, JOIN_REQUESTS),
            Map.entry(DataSet.REQUESTS, REQUESTS),
            Map.entry(DataSet.DOCUMENTS, DOCUMENTS),
            Map.entry(DataSet.APPROVALS, APPROVALS),
            Map.entry(DataSet.VALIDATIONS, VALIDATIONS),
            Map.entry(DataSet.TERMS, TERMS),
            Map.entry(DataSet.EMAIL_CHANGES, EMAIL_CHANGES),
            Map.entry(DataSet.SESSIONS, SESSIONS),
            Map.entry(DataSet.DEVICES, DEVICES),
            Map.entry(DataSet.LINKS, LINKS),
            Map.entry(DataSet.TRIES, TRIES),
            Map.entry(DataSet.MAILS, MAILS),
            Map.entry(DataSet.JOURNAL, JOURNAL));

    /** The rows of any set but the drafts. */
    Future<JsonArray> rows(Sql sql, DataSet set, UUID account) {
        return sql.run(STATEMENTS.get(set), account)
                .map(rows -> rows.iterator().next().getJsonArray("held"));
    }
}
