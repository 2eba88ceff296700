package eu.parvis.session;

import eu.parvis.account.AccountStore;
import eu.parvis.db.Database;
import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.terms.TermsCatalogue;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;

final class SessionRepository {

    /**
     * One row for each membership, or a single row without organisation. Closed accounts and deactivated members are
     * not found.
     */
    private static final String FIND = """
            SELECT session.id AS session_id, session.kind, session.channel, session.organisation_id AS chosen_id,
                   session.last_activity_at, session.expires_at, session.proved_at, account.terms_version,
                   account.deletion_due_at, account.operator, %s,
                   organisation.id AS organisation_id, organisation.name AS organisation_name, member.roles
            FROM session
            JOIN account ON account.id = session.account_id AND account.state <> 'CLOSED'
            LEFT JOIN (member JOIN organisation ON organisation.id = member.organisation_id)
                   ON member.account_id = account.id
                  AND (member.state = 'ACTIVE'
                       OR member.state = 'INVITED' AND session.kind = 'ACTIVATION'
                          AND (member.founder OR member.made_account))
            WHERE session.token_hash = $1
            ORDER BY member.created_at, organisation.id
            """.formatted(AccountStore.COLUMNS);

    /** Commits without waiting for the disk: a crash of the database may lose the activity of the last moment. */
    private static final String TOUCH = """
            UPDATE session SET last_activity_at = seen.at
            FROM unnest($1::uuid[], $2::timestamptz[]) AS seen (id, at), set_config('synchronous_commit', 'off', true)
            WHERE session.id = seen.id AND session.last_activity_at < seen.at
            """;

    private static final String END = """
            WITH ended AS (DELETE FROM session WHERE id = $1 RETURNING token_hash, account_id),
                 stored AS (INSERT INTO ended_session (token_hash, reason, ended_at)
                            SELECT token_hash, 'SIGNED_OUT', $2::timestamptz FROM ended)
            SELECT account_id FROM ended
            """;

    private static final String OPEN = """
            SELECT id, channel, device, address, created_at, last_activity_at
            FROM session
            WHERE account_id = $1 AND expires_at > $2 AND last_activity_at > $3
            """;

    private static final String END_ONE = """
            WITH ended AS (DELETE FROM session WHERE account_id = $1 AND id = $2 RETURNING token_hash)
            INSERT INTO ended_session (token_hash, reason, cause, ended_at) SELECT token_hash, $3, $4, $5 FROM ended
            """;

    private static final String REASON =
            "SELECT coalesce(cause, reason) AS reason FROM ended_session WHERE token_hash = $1";

    private static final String SWITCH = """
            UPDATE session SET organisation_id = member.organisation_id
            FROM member
            WHERE session.id = $1 AND session.account_id = $2
              AND member.account_id = $2 AND member.organisation_id = $3 AND member.state = 'ACTIVE'
            """;

    private static final String SWEEP = """
            WITH ended AS (DELETE FROM session WHERE expires_at <= $1 RETURNING token_hash, last_activity_at, expires_at)
            INSERT INTO ended_session (token_hash, reason, ended_at)
            SELECT token_hash,
                   CASE WHEN last_activity_at + $2::float8 * interval '1 second' < expires_at THEN 'IDLE' ELSE 'AGED' END,
                   $1
            FROM ended
            """;

    private static final String FORGET = "DELETE FROM ended_session WHERE ended_at < $1";

    private final Database database;

    SessionRepository(Database database) {
        this.database = database;
    }

    /**
     * The session as stored: last activity as last written, {@code idleEnd} equal to {@code expiresAt}. The caller
     * computes the real idle end.
     */
    Future<Optional<Identity>> find(Buffer tokenHash, TermsCatalogue terms, Instant now) {
        return database.run(FIND, tokenHash).map(rows -> identity(rows, terms, now));
    }

    Future<Void> touch(SortedMap<UUID, Instant> activity) {
        var ids = activity.keySet().toArray(UUID[]::new);
        var times = activity.values().stream()
                .map(at -> OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
        return database.run(TOUCH, ids, times).mapEmpty();
    }

    /** Deletes the session and returns its account; empty if it had already ended. */
    Future<Optional<UUID>> end(Sql sql, UUID session, Instant at) {
        return sql.run(END, session, at).map(rows -> Rows.first(rows, row -> row.getUUID("account_id")));
    }

    /** The sessions of the account with a written activity after {@code idleSince}. */
    Future<List<SessionApi.OpenSession>> open(UUID account, Instant now, Instant idleSince) {
        return database.run(OPEN, account, now, idleSince).map(rows -> Rows.all(rows, SessionRepository::openSession));
    }

    /** Deletes a session of the account; false if it has none with this id. */
    Future<Boolean> endOne(Sql sql, UUID account, UUID session, SessionApi.Ending reason, Instant at) {
        return sql.run(END_ONE, account, session, reason.published(), reason, at)
                .map(Rows::changed);
    }

    Future<Boolean> switchOrganisation(Sql sql, SessionApi.SwitchOrganisation command) {
        return sql.run(SWITCH, command.session(), command.account(), command.organisation())
                .map(Rows::changed);
    }

    /** Why the session of this token ended; empty if there was none, or too long ago. */
    Future<Optional<SessionApi.Ending>> reason(Buffer tokenHash) {
        return database.run(REASON, tokenHash)
                .map(rows -> Rows.first(rows, row -> SessionApi.Ending.named(row.getString("reason"))));
    }

    Future<Integer> sweep(Instant now, Duration inactivity) {
        return database.run(SWEEP, now, inactivity.toSeconds()).map(RowSet::rowCount);
    }

    /** Deletes the reasons of sessions that ended before. */
    Future<Void> forget(Instant before) {
        return database.run(FORGET, before).mapEmpty();
    }

    private static Optional<Identity> identity(RowSet<Row> rows, TermsCatalogue terms, Instant now) {
        return Rows.first(rows, row -> {
            var lastActivity = Rows.instant(row, "last_activity_at");
            var expiresAt = Rows.instant(row, "expires_at");
            return new Identity(
                    row.getUUID("session_id"),
                    Rows.constant(row, "kind", SessionApi.Kind.class),
                    Rows.constant(row, "channel", SessionApi.Channel.class),
                    AccountStore.account(row),
                    memberships(rows, Optional.ofNullable(row.getUUID("chosen_id"))),
                    lastActivity,
                    expiresAt,
                    expiresAt,
                    Rows.optionalInstant(row, "proved_at"),
                    terms.due(Rows.optionalText(row, "terms_version"), now),
                    Rows.optionalInstant(row, "deletion_due_at"),
                    row.getBoolean("operator"));
        });
    }

    private static SessionApi.OpenSession openSession(Row row) {
        return new SessionApi.OpenSession(
                row.getUUID("id"),
                Rows.constant(row, "channel", SessionApi.Channel.class),
                Rows.optionalText(row, "device"),
                Rows.optionalText(row, "address"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "last_activity_at"));
    }

    /** The current organisation is the chosen one if the person is still a member of it, else the first. */
    private static List<Identity.Membership> memberships(RowSet<Row> rows, Optional<UUID> chosen) {
        var memberships = new ArrayList<Identity.Membership>();
        var all = Rows.all(rows, row -> row);
        var ids = all.stream().map(row -> row.getUUID("organisation_id")).toList();
        var current = chosen.filter(ids::contains).orElse(ids.get(0));
        for (var row : all) {
            if (row.getUUID("organisation_id") != null) {
                memberships.add(new Identity.Membership(
                        row.getUUID("organisation_id"),
                        row.getString("organisation_name"),
                        List.of(row.getArrayOfStrings("roles")),
                        row.getUUID("organisation_id").equals(current)));
            }
        }
        return memberships;
    }
}
