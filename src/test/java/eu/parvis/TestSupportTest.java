package eu.parvis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.db.Database;
import eu.parvis.mail.MailSettings;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class TestSupportTest {

    @Test
    void eachTestHasAMigratedDatabaseOfItsOwn(Vertx vertx) {
        var one = TestDatabase.fresh();
        var other = TestDatabase.fresh();
        one.execute("CREATE TABLE mine (id int)");

        var database = Database.open(vertx, other.settings(), 1);
        var rows = Await.done(database.run("SELECT count(*) FROM pg_tables WHERE tablename IN ('mine', 'mail')"));

        assertEquals(1, rows.iterator().next().getLong(0));
        assertEquals(List.of("2"), one.query("SELECT count(*) FROM pg_tables WHERE tablename IN ('mine', 'mail')"));
    }

    @Test
    void theConfigurationIsTheDefaultWithChanges() {
        var database = TestDatabase.fresh();

        var configuration = TestConfiguration.with(database.settings(), Map.of("mail.lease", "PT7M"));

        assertEquals("PT7M", configuration.get(MailSettings.class).lease().toString());
        assertEquals("Fidelys Confiance", configuration.brand().name());
        assertTrue(configuration.db().uri().startsWith("postgresql://localhost:"));
    }
}
