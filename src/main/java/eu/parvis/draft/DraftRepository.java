package eu.parvis.draft;

import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.draft.DraftApi.Owner;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

final class DraftRepository {

    /**
     * A draft as stored; both parts encrypted.
     *
     * @param fields null if there are none
     * @param secrets null if there are none
     */
    record StoredDraft(Buffer fields, Buffer secrets) {}

    /** The encrypted fields of one form. */
    record SealedForm(UUID scope, String form, Buffer fields, Instant expiresAt) {}

    /** Inserts nothing if the account has $6 other drafts. */
    private static final String SAVE = """
            INSERT INTO draft (account_id, scope, form, fields, expires_at)
            SELECT $1, $2, $3, $4, $5
            WHERE (SELECT count(*) FROM draft WHERE account_id = $1 AND NOT (scope = $2 AND form = $3)) < $6
            ON CONFLICT (account_id, scope, form) DO UPDATE
            SET fields = excluded.fields, expires_at = excluded.expires_at
            """;

    private static final String SAVE_SECRETS = """
            INSERT INTO draft_secret (session_id, form, secrets, expires_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (session_id, form) DO UPDATE
            SET secrets = excluded.secrets, expires_at = excluded.expires_at
            """;

    private static final String FIND = """
            SELECT draft.fields, draft_secret.secrets
            FROM (VALUES ($1::uuid, $2::uuid, $3::uuid, $4::text)) AS asked (account, scope, session, form)
            LEFT JOIN draft ON draft.account_id = asked.account AND draft.scope = asked.scope
                           AND draft.form = asked.form AND draft.expires_at > $5
            LEFT JOIN draft_secret ON draft_secret.session_id = asked.session
                                  AND draft_secret.form = asked.form AND draft_secret.expires_at > $5
            """;

    private static final String OF_ACCOUNT =
            "SELECT scope, form, fields, expires_at FROM draft WHERE account_id = $1 ORDER BY form, scope";

    private static final String DELETE = "DELETE FROM draft WHERE account_id = $1 AND scope = $2 AND form = $3";

    private static final String DELETE_SECRETS = "DELETE FROM draft_secret WHERE session_id = $1 AND form = $2";

    private static final String SWEEP = "DELETE FROM draft WHERE expires_at <= $1";

    private static final String SWEEP_SECRETS = "DELETE FROM draft_secret WHERE expires_at <= $1";

    /** False if the account has too many other drafts. */
    Future<Boolean> save(Sql sql, Owner owner, String form, Buffer fields, Instant expiresAt, long most) {
        return sql.run(SAVE, owner.account(), owner.scope(), form, fields, expiresAt, most)
                .map(Rows::changed);
    }

    Future<Void> saveSecrets(Sql sql, Owner owner, String form, Buffer secrets, Instant expiresAt) {
        return sql.run(SAVE_SECRETS, owner.session(), form, secrets, expiresAt).mapEmpty();
    }

    Future<StoredDraft> find(Sql sql, Owner owner, String form, Instant now) {
        return sql.run(FIND, owner.account(), owner.scope(), owner.session(), form, now)
                .map(rows ->
                        Rows.first(rows, row -> new StoredDraft(row.getBuffer("fields"), row.getBuffer("secrets"))))
                .map(Optional::orElseThrow);
    }

    Future<List<SealedForm>> of(Sql sql, UUID account) {
        return sql.run(OF_ACCOUNT, account)
                .map(rows -> Rows.all(
                        rows,
                        row -> new SealedForm(
                                row.getUUID("scope"),
                                row.getString("form"),
                                row.getBuffer("fields"),
                                Rows.instant(row, "expires_at"))));
    }

    Future<Void> delete(Sql sql, Owner owner, String form) {
        return Future.all(sql.run(DELETE, owner.account(), owner.scope(), form), deleteSecrets(sql, owner, form))
                .mapEmpty();
    }

    Future<Void> deleteSecrets(Sql sql, Owner owner, String form) {
        return sql.run(DELETE_SECRETS, owner.session(), form).mapEmpty();
    }

    Future<Void> sweep(Sql sql, Instant now) {
        return Future.all(sql.run(SWEEP, now), sql.run(SWEEP_SECRETS, now)).mapEmpty();
    }
}
