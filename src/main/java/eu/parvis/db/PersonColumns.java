package eu.parvis.db;

import eu.parvis.values.EmailAddress;
import eu.parvis.values.Person;
import eu.parvis.values.PersonName;
import eu.parvis.values.PhoneNumber;
import io.vertx.sqlclient.Row;

/** The columns {@code first_name, last_name, email, phone} of a {@link Person}. */
public final class PersonColumns {

    private PersonColumns() {}

    public static Person person(Row row) {
        return new Person(
                new PersonName(row.getString("first_name")),
                new PersonName(row.getString("last_name")),
                new EmailAddress(row.getString("email")),
                Rows.optionalText(row, "phone").map(PhoneNumber::new));
    }
}
