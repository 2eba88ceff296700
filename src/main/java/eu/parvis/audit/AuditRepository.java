package eu.parvis.audit;

import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

final class AuditRepository {

    /** The last seal of the chain. */
    record Seal(long sequence, Buffer hash) {}

    /** A seal with its journal entry; the entry is empty if its row was deleted. */
    record Link(long sequence, long journalId, Buffer hash, Optional<StoredEntry> entry) {}

    private static final String INSERT = """
            WITH entry AS (
                INSERT INTO journal (at, event, account_id, organisation_id, subject, address, outcome, detail)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                RETURNING id)
            INSERT INTO journal_unsealed (journal_id) SELECT id FROM entry
            """;

    private static final String NEWEST = """
            SELECT at FROM journal
            WHERE organisation_id = $1 AND event = $2 AND at > $3 AND outcome = 'DONE'
            ORDER BY at DESC OFFSET $4 LIMIT 1
            """;

    /** Reads a limited number of entries, because they have no index of their objects. */
    private static final String LAST_CHANGE = """
            SELECT event, account_id, subject, at
            FROM (SELECT id, event, account_id, subject, at, outcome, detail FROM journal
                  WHERE organisation_id = $1 ORDER BY id DESC LIMIT 1000) latest
            WHERE detail ->> '%s' = $2 AND outcome = 'DONE'
            ORDER BY id DESC LIMIT 1
            """.formatted(Entry.CHANGED);

    /** The two parts read as many rows as are asked for, each from its own index. */
    private static final String OF_PERSON = """
            WITH mine AS (
                (SELECT id FROM journal
                 WHERE account_id = $1 AND id < $3 AND ($4::text[] IS NULL OR event = ANY ($4))
                 ORDER BY id DESC LIMIT $5)
                UNION
                (SELECT id FROM journal
                 WHERE subject = $2 AND id < $3 AND ($4::text[] IS NULL OR event = ANY ($4))
                 ORDER BY id DESC LIMIT $5))
            SELECT id, at, event, account_id, organisation_id, subject, address, outcome, detail
            FROM mine JOIN journal USING (id)
            ORDER BY id DESC LIMIT $5
            """;

    /** Transaction-level advisory lock, so that one node seals at a time. */
    private static final String LOCK = "SELECT pg_try_advisory_xact_lock(hashtext('parvis.journal')) AS locked";

    private static final String LAST_SEAL = """
            SELECT sequence, hash FROM journal_seal ORDER BY sequence DESC LIMIT 1
            """;

    private static final String SEAL_NUMBER = """
            SELECT sequence, hash FROM journal_seal WHERE sequence = $1
            """;

    private static final String UNSEALED = """
            SELECT id, at, event, account_id::text, organisation_id::text, subject, address, outcome, detail
            FROM journal_unsealed JOIN journal ON id = journal_id
            ORDER BY id LIMIT $1
            """;

    private static final String SEAL = """
            INSERT INTO journal_seal (sequence, journal_id, hash)
            SELECT sequence, journal_id, hash FROM unnest($1::bigint[], $2::bigint[], $3::bytea[])
                AS sealed (sequence, journal_id, hash)
            """;

    private static final String NO_LONGER_UNSEALED = """
            DELETE FROM journal_unsealed WHERE journal_id = ANY ($1)
            """;

    private static final String LINKS = """
            SELECT sequence, journal_id, hash, id, at, event, account_id::text, organisation_id::text, subject, address,
                   outcome, detail
            FROM journal_seal LEFT JOIN journal ON id = journal_id
            WHERE sequence > $1 ORDER BY sequence LIMIT $2
            """;

    /** An entry that is neither sealed nor queued for sealing was inserted by another program. */
    private static final String FOREIGN_ENTRY = """
            SELECT id FROM journal
            WHERE NOT EXISTS (SELECT 1 FROM journal_seal WHERE journal_id = id)
              AND NOT EXISTS (SELECT 1 FROM journal_unsealed WHERE journal_id = id)
            ORDER BY id LIMIT 1
            """;

    Future<Void> insert(Sql transaction, Entry entry, Instant now) {
        return transaction
                .run(
                        INSERT,
                        now,
                        entry.event().name(),
                        entry.accountId(),
                        entry.organisationId(),
                        entry.subject(),
                        entry.address(),
                        entry.outcome(),
                        new JsonObject(Map.copyOf(entry.detail())))
                .mapEmpty();
    }

    /** The time of the entry at this position, from the newest at 1 back to those since the given time. */
    Future<Optional<Instant>> newest(Sql sql, Event event, UUID organisation, int position, Instant since) {
        return sql.run(NEWEST, organisation, event.name(), since, position - 1L)
                .map(rows -> Rows.first(rows, row -> Rows.instant(row, "at")));
    }

    Future<Optional<AuditStore.Change>> lastChange(Sql sql, UUID organisation, String what) {
        return sql.run(LAST_CHANGE, organisation, what)
                .map(rows -> Rows.first(
                        rows,
                        row -> new AuditStore.Change(
                                row.getString("event"),
                                Optional.ofNullable(row.getUUID("account_id")),
                                row.getString("subject"),
                                Rows.instant(row, "at"))));
    }

    /** The entries by or about this person before an id, the newest first; of these events if any are given. */
    Future<List<PersonalEntry>> ofPerson(Sql sql, UUID account, long before, Optional<Set<String>> events, int most) {
        return sql.run(OF_PERSON, account, account.toString(), before, events, most)
                .map(rows -> Rows.all(rows, AuditRepository::personal));
    }

    private static PersonalEntry personal(Row row) {
        return new PersonalEntry(
                row.getLong("id"),
                Rows.instant(row, "at"),
                row.getString("event"),
                Optional.ofNullable(row.getUUID("account_id")),
                Optional.ofNullable(row.getUUID("organisation_id")),
                Rows.optionalText(row, "subject"),
                Rows.optionalText(row, "address"),
                Rows.constant(row, "outcome", Entry.Outcome.class),
                detail(row.getJsonObject("detail")));
    }

    Future<Boolean> lock(Sql transaction) {
        return transaction.run(LOCK).map(rows -> rows.iterator().next().getBoolean("locked"));
    }

    Future<Seal> lastSeal(Sql sql) {
        return sql.run(LAST_SEAL)
                .map(rows -> Rows.first(rows, AuditRepository::seal).orElse(new Seal(0, HashChain.INITIAL_HASH)));
    }

    Future<Optional<Seal>> seal(Sql sql, long sequence) {
        return sequence == 0
                ? Future.succeededFuture(Optional.of(new Seal(0, HashChain.INITIAL_HASH)))
                : sql.run(SEAL_NUMBER, sequence).map(rows -> Rows.first(rows, AuditRepository::seal));
    }

    private static Seal seal(Row row) {
        return new Seal(row.getLong("sequence"), row.getBuffer("hash"));
    }

    Future<List<StoredEntry>> unsealed(Sql transaction, int most) {
        return transaction.run(UNSEALED, most).map(rows -> Rows.all(rows, AuditRepository::entry));
    }

    Future<Void> seal(Sql transaction, List<Link> links) {
        var ids = links.stream().map(Link::journalId).toArray(Long[]::new);
        var sequences = links.stream().map(Link::sequence).toArray(Long[]::new);
        var hashes = links.stream().map(Link::hash).toArray(Buffer[]::new);
        return transaction
                .run(SEAL, sequences, ids, hashes)
                .compose(done -> transaction.run(NO_LONGER_UNSEALED, new Object[] {ids}))
                .mapEmpty();
    }

    Future<List<Link>> links(Sql sql, long after, int most) {
        return sql.run(LINKS, after, most).map(rows -> Rows.all(rows, AuditRepository::link));
    }

    private static Link link(Row row) {
        return new Link(
                row.getLong("sequence"),
                row.getLong("journal_id"),
                row.getBuffer("hash"),
                row.getLong("id") == null ? Optional.empty() : Optional.of(entry(row)));
    }

    Future<Optional<Long>> foreignEntry(Sql sql) {
        return sql.run(FOREIGN_ENTRY).map(rows -> Rows.first(rows, row -> row.getLong("id")));
    }

    private static StoredEntry entry(Row row) {
        var values = new ArrayList<>(Arrays.asList(
                row.getString("event"),
                row.getString("account_id"),
                row.getString("organisation_id"),
                row.getString("subject"),
                row.getString("address"),
                row.getString("outcome")));
        return new StoredEntry(row.getLong("id"), Rows.instant(row, "at"), values, detail(row.getJsonObject("detail")));
    }

    private static Map<String, String> detail(JsonObject json) {
        return json.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().toString()));
    }
}
