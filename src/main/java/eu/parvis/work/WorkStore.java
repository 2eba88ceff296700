package eu.parvis.work;

import eu.parvis.db.Sql;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.UUID;

/** Adds jobs to the table {@code work}: a job is a row in the transaction of its cause, or it does not exist. */
public final class WorkStore {

    private WorkStore() {}

    /**
     * Adds a job; ignored where this subject has one of this kind already. After the commit, nudge the worker.
     *
     * @param kind the name of a {@link JobKind}
     * @param subject the row that holds what the job needs
     */
    public static Future<Void> add(Sql transaction, String kind, UUID subject, Instant dueAt, Instant now) {
        return new WorkRepository(transaction).add(kind, subject, dueAt, now);
    }
}
