package eu.parvis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import eu.parvis.values.Country;
import eu.parvis.values.EmailAddress;
import eu.parvis.values.Person;
import eu.parvis.values.PersonName;
import eu.parvis.values.PhoneNumber;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A person stands in the object that they belong to. */
class PersonViewTest {

    private static final Person NOLWENN = new Person(
            PersonName.parse("Nolwenn"),
            PersonName.parse("Kervella"),
            EmailAddress.parse("nolwenn@kervella.example"),
            Optional.of(PhoneNumber.parse("06 12 34 56 78", Country.FRANCE)));

    private record Holder(String before, @JsonUnwrapped Person.View person, String after) {}

    @Test
    void aPersonIsWrittenBetweenTheOtherMembers() {
        assertEquals(
                "{\"before\":\"b\",\"firstName\":\"Nolwenn\",\"lastName\":\"Kervella\","
                        + "\"email\":\"nolwenn@kervella.example\",\"phone\":\"+33612345678\",\"after\":\"a\"}",
                written(NOLWENN.view()));
    }

    @Test
    void whatAPersonHasNotIsLeftOut() {
        assertEquals(
                "{\"before\":\"b\",\"firstName\":\"Nolwenn\",\"lastName\":\"Kervella\","
                        + "\"email\":\"nolwenn@kervella.example\",\"after\":\"a\"}",
                written(NOLWENN.withoutPhone().view()));
    }

    @Test
    void nobodyIsNothing() {
        assertEquals("{\"before\":\"b\",\"after\":\"a\"}", written(null));
    }

    private static String written(Person.View person) {
        return Answers.text(new Holder("b", person, "a"));
    }
}
