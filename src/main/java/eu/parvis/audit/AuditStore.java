package eu.parvis.audit;

import eu.parvis.db.Sql;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Writes journal entries in the transaction of the act that they record, so that both are committed or neither; reads those
 * of a person.
 */
public final class AuditStore {

    private final AuditRepository repository = new AuditRepository();
    private final Clock clock;

    public AuditStore(Clock clock) {
        this.clock = clock;
    }

    public Future<Void> record(Sql transaction, Entry entry) {
        return repository.insert(transaction, entry, clock.instant());
    }

    /**
     * The time of a successful event of this kind in the organisation.
     *
     * @param position 1 for the newest
     * @return empty if there are fewer since the given time
     */
    public Future<Optional<Instant>> newest(Sql sql, Event event, UUID organisation, int position, Instant since) {
        return repository.newest(sql, event, organisation, position, since);
    }

    /**
     * The last change of an object, as an act has recorded it by {@link Entry#changes}; empty if it is not among the
     * last thousand entries of the organisation.
     */
    public Future<Optional<Change>> lastChange(Sql sql, UUID organisation, Object what) {
        return repository.lastChange(sql, organisation, what.toString());
    }

    /**
     * A recorded change.
     *
     * @param event name of the event
     * @param by account that made it
     * @param subject as in {@link Entry}
     */
    public record Change(String event, Optional<UUID> by, String subject, Instant at) {}

    /**
     * The entries by a person, and those about them: their account is the subject. The newest first.
     *
     * @param before the entries with a smaller id; {@link Long#MAX_VALUE} for the newest
     * @param events of these names only; empty for all
     */
    public Future<List<PersonalEntry>> ofPerson(
            Sql sql, UUID account, long before, Optional<Set<String>> events, int most) {
        return repository.ofPerson(sql, account, before, events, most);
    }
}
