package eu.parvis.audit;

import eu.parvis.audit.AuditApi.Verified;
import eu.parvis.audit.AuditRepository.Link;
import eu.parvis.audit.AuditRepository.Seal;
import eu.parvis.db.Database;
import eu.parvis.db.Sql;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Seals new entries and verifies the chain. */
final class Journal {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int BATCH = 500;
    private static final int VERIFY_BATCH = 5_000;

    private final AuditRepository repository = new AuditRepository();
    private final Database database;

    Journal(Database database) {
        this.database = database;
    }

    /** Seals one batch and returns the number of entries; 0 also if another node holds the lock. */
    Future<Integer> seal() {
        return database.inTransaction(transaction -> repository
                        .lock(transaction)
                        .compose(locked -> locked ? sealBatch(transaction) : Future.succeededFuture(List.<Link>of())))
                .onSuccess(Journal::logLastHash)
                .map(List::size);
    }

    /**
     * Logs the last hash. Without this copy outside the database, the removal of the newest entries would stay
     * undetected.
     */
    private static void logLastHash(List<Link> sealed) {
        if (!sealed.isEmpty()) {
            var last = sealed.get(sealed.size() - 1);
            LOG.info(
                    "Journal sealed up to {}: {}",
                    last.sequence(),
                    HexFormat.of().formatHex(last.hash().getBytes()));
        }
    }

    private Future<List<Link>> sealBatch(Sql transaction) {
        return repository
                .lastSeal(transaction)
                .compose(last -> repository
                        .unsealed(transaction, BATCH)
                        .map(entries -> link(last, entries))
                        .compose(links -> repository.seal(transaction, links).map(links)));
    }

    private static List<Link> link(Seal last, List<StoredEntry> entries) {
        var links = new ArrayList<Link>(entries.size());
        var previous = last.hash();
        var sequence = last.sequence();
        for (var entry : entries) {
            sequence++;
            previous = HashChain.hash(previous, sequence, entry);
            links.add(new Link(sequence, entry.id(), previous, Optional.of(entry)));
        }
        return links;
    }

    Future<Verified> verify(long after) {
        return repository
                .seal(database, after)
                .compose(start -> start.isEmpty()
                        ? Future.succeededFuture(new Verified(after, false, Optional.empty()))
                        : repository.links(database, after, VERIFY_BATCH).compose(links -> verify(start.get(), links)));
    }

    private Future<Verified> verify(Seal start, List<Link> links) {
        var previous = start;
        for (var link : links) {
            if (!isValid(previous, link)) {
                LOG.error("The journal is broken at seal {}, entry {}", link.sequence(), link.journalId());
                return Future.succeededFuture(new Verified(previous.sequence(), false, Optional.of(link.journalId())));
            }
            previous = new Seal(link.sequence(), link.hash());
        }
        var upTo = previous.sequence();
        return links.size() == VERIFY_BATCH
                ? Future.succeededFuture(new Verified(upTo, false, Optional.empty()))
                : repository.foreignEntry(database).map(foreign -> new Verified(upTo, foreign.isEmpty(), foreign));
    }

    private static boolean isValid(Seal previous, Link link) {
        return link.sequence() == previous.sequence() + 1
                && link.entry()
                        .filter(entry -> HashChain.isValid(previous.hash(), link.sequence(), entry, link.hash()))
                        .isPresent();
    }
}
