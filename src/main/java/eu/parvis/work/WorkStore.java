package eu.parvis.work;

import eu.parvis.db.Sql;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.UUID;

/**
 * Adds jobs to the table {@code work}. A job is inserted in the transaction of its cause, so it exists if and only if
 * that transaction commits.
 */
public final class WorkStore {

    private WorkStore() {}

    /**
     * Adds a job. If this subject already has one of this kind, that job starts afresh at the earlier of both times. If
     * it runs now, it runs again when its lease ends. After the commit, nudge the worker.
     *
     * @param kind the name of a {@link JobKind}
     * @param subject id of the row that holds the data of the job
     */
    public static Future<Void> add(Sql transaction, String kind, UUID subject, Instant dueAt, Instant now) {
        return new WorkRepository(transaction).add(kind, subject, dueAt, now);
    }
}
