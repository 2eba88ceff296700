package eu.parvis.deletion;

import eu.parvis.db.Sql;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/** One statement for each table that knows the person. What stays, and why: {@code eu.parvis.personaldata.Retention}. */
final class ErasureRepository {

    /** Before the changes of the address are deleted. Later requests are of the next reader of that address. */
    private static final String FORMER_JOIN_REQUESTS = """
            DELETE FROM join_request USING email_change change
            WHERE change.account_id = $1 AND change.state = 'CONFIRMED' AND join_request.email_key = change.former_key
              AND join_request.created_at < change.confirmed_at
            """;

    private static final String CHALLENGES = "DELETE FROM challenge_set WHERE account_id = $1";
    private static final String EMAIL_CHANGES = "DELETE FROM email_change WHERE account_id = $1";
    private static final String RECOVERIES = "DELETE FROM recovery WHERE account_id = $1";
    private static final String SIGN_IN_LINKS = "DELETE FROM sign_in_link WHERE account_id = $1";
    private static final String DEVICES = "DELETE FROM device WHERE account_id = $1";
    private static final String DRAFTS = "DELETE FROM draft WHERE account_id = $1";
    private static final String TRIES = "DELETE FROM attempt WHERE account_id = $1";
    private static final String REGISTRATIONS = "DELETE FROM registration WHERE account_id = $1";

    /** The contact is what the organisation has declared. */
    private static final String CONTACTS = "UPDATE contact SET account_id = NULL WHERE account_id = $1";

    private static final String DECISIONS = "UPDATE join_request SET decided_by = NULL WHERE decided_by = $1";

    private static final String REQUESTS_NOT_SENT = "DELETE FROM request WHERE ordered_by = $1 AND state = 'DRAFT'";
    private static final String APPROVAL_MAILS = "DELETE FROM request_approval_mail WHERE account_id = $1";
    private static final String HOLDERS = "UPDATE request SET holder_id = NULL WHERE holder_id = $1";

    private static final List<String> OF_ACCOUNT = List.of(
            FORMER_JOIN_REQUESTS,
            CHALLENGES,
            EMAIL_CHANGES,
            RECOVERIES,
            SIGN_IN_LINKS,
            DEVICES,
            DRAFTS,
            TRIES,
            REGISTRATIONS,
            CONTACTS,
            DECISIONS,
            REQUESTS_NOT_SENT,
            APPROVAL_MAILS,
            HOLDERS);

    private static final String PERSON_REGISTRATIONS = "DELETE FROM person_registration WHERE email_key = $1";
    private static final String JOIN_REQUESTS = "DELETE FROM join_request WHERE email_key = $1";
    private static final String REGISTRATIONS_BESIDE =
            "DELETE FROM registration WHERE state = 'SUBMITTED' AND lower(email) = $1";

    /** What the person typed before the account existed, or beside it. */
    private static final List<String> OF_ADDRESS = List.of(PERSON_REGISTRATIONS, JOIN_REQUESTS, REGISTRATIONS_BESIDE);

    Future<Void> erase(Sql sql, UUID account, String emailKey) {
        return run(sql, OF_ACCOUNT, account).compose(erased -> run(sql, OF_ADDRESS, emailKey));
    }

    private static Future<Void> run(Sql sql, List<String> statements, Object parameter) {
        Future<Void> done = Future.succeededFuture();
        for (var statement : statements) {
            done = done.compose(next -> sql.run(statement, parameter)).mapEmpty();
        }
        return done;
    }
}
