package eu.parvis.joining;

import eu.parvis.db.Sql;
import io.vertx.core.Future;
import java.util.UUID;

/** Reads requests to join inside the caller's transaction. */
public final class JoinStore {

    private static final String COUNT_OPEN = """
            SELECT count(*)::int AS requests FROM join_request WHERE organisation_id = $1 AND state = 'OPEN'
            """;

    public Future<Integer> countOpen(Sql sql, UUID organisation) {
        return sql.run(COUNT_OPEN, organisation)
                .map(rows -> rows.iterator().next().getInteger("requests"));
    }
}
