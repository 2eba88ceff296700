package eu.parvis.terms;

import eu.parvis.account.AccountStore;
import eu.parvis.bus.Failure;
import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.values.Language;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Writes acceptances inside the caller's transaction. Nothing changes or deletes them: a trigger forbids it. */
public final class AcceptanceStore {

    private static final String INSERT = """
            INSERT INTO terms_acceptance (id, account_id, version, language, sha256, accepted_at, address, session_id)
            SELECT $1, $2, version, language, sha256, $6, $7, $8 FROM terms_text
            WHERE version = $3 AND language = $4 AND sha256 = $5
            ON CONFLICT (account_id, version) DO NOTHING
            """;

    private static final String OF_ACCOUNT = """
            SELECT id, version, language, sha256, accepted_at, address, session_id
            FROM terms_acceptance WHERE account_id = $1 ORDER BY accepted_at DESC
            """;

    private final AccountStore accounts = new AccountStore();

    /**
     * Writes the acceptance, unless the account has accepted this version already, or the text is not as published.
     *
     * @return whether it was written
     */
    public Future<Boolean> accept(Sql sql, UUID account, Acceptance acceptance) {
        // Locks the account, so that a second acceptance at the same time finds the first.
        return accounts.setTermsVersion(sql, account, acceptance.version())
                .compose(found -> found
                        ? insert(sql, account, acceptance)
                        : Future.failedFuture(Failure.of(Failure.Kind.UNAUTHENTICATED, "problem.unauthenticated")));
    }

    private static Future<Boolean> insert(Sql sql, UUID account, Acceptance acceptance) {
        return sql.run(
                        INSERT,
                        acceptance.id(),
                        account,
                        acceptance.version(),
                        acceptance.language().code(),
                        acceptance.sha256(),
                        acceptance.acceptedAt(),
                        acceptance.address(),
                        acceptance.session())
                .map(Rows::changed);
    }

    /** The acceptances of the account, the newest first. */
    public Future<List<Acceptance>> of(Sql sql, UUID account) {
        return sql.run(OF_ACCOUNT, account).map(rows -> Rows.all(rows, AcceptanceStore::acceptance));
    }

    /** The acceptance of this version. */
    public Future<Optional<Acceptance>> of(Sql sql, UUID account, String version) {
        return of(sql, account)
                .map(all -> all.stream()
                        .filter(acceptance -> acceptance.version().equals(version))
                        .findFirst());
    }

    private static Acceptance acceptance(Row row) {
        return new Acceptance(
                row.getUUID("id"),
                row.getString("version"),
                Language.of(row.getString("language")).orElseThrow(),
                row.getString("sha256"),
                Rows.instant(row, "accepted_at"),
                row.getString("address"),
                row.getUUID("session_id"));
    }
}
