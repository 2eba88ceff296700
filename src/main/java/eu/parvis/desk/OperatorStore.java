package eu.parvis.desk;

import eu.parvis.db.Sql;
import io.vertx.core.Future;
import java.util.UUID;

/** Makes accounts those of operators. */
final class OperatorStore {

    private static final String APPOINT = "UPDATE account SET operator = true WHERE id = $1";

    Future<Void> appoint(Sql sql, UUID account) {
        return sql.run(APPOINT, account).mapEmpty();
    }
}
