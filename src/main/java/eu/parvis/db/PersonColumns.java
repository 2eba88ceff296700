package eu.parvis.db;

import eu.parvis.values.EmailAddress;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import eu.parvis.values.PersonName;
import eu.parvis.values.PhoneNumber;
import io.vertx.sqlclient.Row;
import java.util.Optional;

/** The columns of a {@link Person}. */
public final class PersonColumns {

    public static final Columns COLUMNS = new Columns("first_name", "last_name", "email", "phone");

    private PersonColumns() {}

    public static Columns.Values values(Person person) {
        return COLUMNS.values(
                person.firstName().value(),
                person.lastName().value(),
                person.email().value(),
                person.phone().map(PhoneNumber::e164));
    }

    public static Columns.Values values(Optional<Person> person) {
        return person.map(PersonColumns::values).orElseGet(COLUMNS::noValues);
    }

    public static Person person(Row row) {
        return new Person(
                new PersonName(row.getString("first_name")),
                new PersonName(row.getString("last_name")),
                new EmailAddress(row.getString("email")),
                Rows.optionalText(row, "phone").map(PhoneNumber::new));
    }

    /** Reads the column {@code language} of a row whose person has chosen a language. */
    public static Language language(Row row) {
        return Language.of(row.getString("language")).orElseThrow();
    }
}
