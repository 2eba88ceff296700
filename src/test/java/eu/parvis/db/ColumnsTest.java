package eu.parvis.db;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.values.EmailAddress;
import eu.parvis.values.Person;
import eu.parvis.values.PersonName;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ColumnsTest {

    private final Columns columns = new Columns("first_name", "last_name");

    @Test
    void columnsAreWrittenIntoStatements() {
        assertEquals("first_name, last_name", columns.toString());
        assertEquals("account.first_name, account.last_name", columns.each("account.%s"));
        assertEquals(
                "first_name = EXCLUDED.first_name, last_name = EXCLUDED.last_name",
                columns.each("%1$s = EXCLUDED.%1$s"));
        assertEquals("$5, $6", columns.parameters(5));
    }

    @Test
    void theirValuesAreParametersLikeAnyOther() {
        var person = new Person(
                PersonName.parse("Nolwenn"),
                PersonName.parse("Kervella"),
                EmailAddress.parse("nolwenn@kervella.example"),
                Optional.empty());

        var parameters = Sql.parameters(7, PersonColumns.values(person), 8);

        assertEquals(
                Arrays.asList(7, "Nolwenn", "Kervella", "nolwenn@kervella.example", null, 8),
                Arrays.asList(
                        parameters.getValue(0),
                        parameters.getValue(1),
                        parameters.getValue(2),
                        parameters.getValue(3),
                        parameters.getValue(4),
                        parameters.getValue(5)));
    }

    @Test
    void nobodyHasAsManyParametersAsAPerson() {
        assertEquals(4, Sql.parameters(PersonColumns.values(Optional.empty())).size());
    }
}
