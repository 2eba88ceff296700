package eu.parvis.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import eu.parvis.Await;
import eu.parvis.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseTest {

    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase tables = TestDatabase.fresh();
    private final Database database = Database.open(vertx, tables.settings(), 1);

    @BeforeEach
    void open() {
        tables.execute("CREATE TABLE note (line text)");
    }

    @AfterEach
    void close() {
        Await.done(vertx.close());
    }

    @Test
    void nothingStaysOfATransactionOfWhichOneBranchFailsWhileAnotherGoesOn() {
        var goesOn = new AtomicReference<Future<?>>();

        var outcome = database.inTransaction(sql -> {
            var fails = sql.run("SELECT 1").compose(rows -> Future.failedFuture(new IllegalArgumentException("no")));
            goesOn.set(sql.run("SELECT 2")
                    .compose(rows -> sql.run("INSERT INTO note VALUES ('first')"))
                    .compose(rows -> sql.run("INSERT INTO note VALUES ('second')")));
            return Future.all(fails, goesOn.get());
        });

        assertInstanceOf(IllegalArgumentException.class, Await.failure(outcome));
        assertInstanceOf(IllegalStateException.class, Await.failure(goesOn.get()));
        assertEquals(List.of(), tables.query("SELECT line FROM note"));
    }

    @Test
    void whoKeepsATransactionCannotWriteWithItLater() {
        var kept = new AtomicReference<Sql>();
        Await.done(database.inTransaction(sql -> {
            kept.set(sql);
            return sql.run("INSERT INTO note VALUES ('in time')");
        }));

        var late = kept.get().run("INSERT INTO note VALUES ('late')");

        assertInstanceOf(IllegalStateException.class, Await.failure(late));
        assertEquals(List.of("in time"), tables.query("SELECT line FROM note"));
    }
}
