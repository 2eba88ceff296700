package eu.parvis.customers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.customers.CustomersApi.Found;
import eu.parvis.customers.CustomersApi.OrganisationLine;
import eu.parvis.customers.CustomersApi.PersonLine;
import eu.parvis.customers.CustomersApi.Search;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator finds organisations and people by what a caller says on the telephone. */
class SearchTest {

    private DeskOffice office;

    @BeforeEach
    void open() {
        office = new DeskOffice(Vertx.vertx());
        office.registry.organisation("44306184100047", "Atelier de l’Évêché");
    }

    @AfterEach
    void close() {
        office.close();
    }

    private Found found(String text) {
        return office.ask(CustomersApi.SEARCH, new Search(office.yann, text));
    }

    private List<String> organisations(String text) {
        return found(text).organisations().stream().map(OrganisationLine::name).toList();
    }

    private List<String> people(String text) {
        return found(text).people().stream().map(PersonLine::name).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kervella", "MENUISERIE", "menuizerie kervela", "73282932000074", "732 829 320", "82932"})
    void anOrganisationIsFoundByNameAndNumber(String text) {
        assertEquals(List.of("Menuiserie Kervella"), organisations(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eveche", "Évêché", "l'évêché", "443061841"})
    void accentsAndApostrophesMakeNoDifference(String text) {
        assertEquals(List.of("Atelier de l’Évêché"), organisations(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nolwenn", "kervella nolwenn", "nolwen kervela", "nolwenn.kervella@kervella.example", "Kervella"
            })
    void aPersonIsFoundByNameAndAddress(String text) {
        assertEquals(List.of("Nolwenn Kervella"), people(text));
    }

    @Test
    void aPersonIsFoundByTheIdentifier() {
        var identifier = office.registry
                .rows
                .query("SELECT identifier FROM account WHERE email = '" + DeskOffice.NOLWENN + "'")
                .get(0);

        assertEquals(List.of("Nolwenn Kervella"), people(identifier));
        assertEquals(List.of("Nolwenn Kervella"), people(identifier.toLowerCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--", "%", "_", "73282932000099", "zzzzzz"})
    void whatFitsNothingFindsNothing(String text) {
        assertEquals(List.of(), organisations(text));
        assertEquals(List.of(), people(text));
    }

    @Test
    void aDeletedAccountIsNotFound() {
        office.registry.rows.execute("UPDATE account SET state = 'CLOSED' WHERE email = '" + DeskOffice.NOLWENN + "'");

        assertEquals(List.of(), people("nolwenn"));
    }

    @Test
    void theBestMatchesComeFirstAndTheAnswerSaysWhetherThereAreMore() {
        for (var i = 10; i < 22; i++) {
            office.registry.pendingAccount("soazig.tanguy@place" + i + ".example");
        }

        var found = found("tanguy");

        assertEquals(10, found.people().size());
        assertEquals(true, found.morePeople());
        assertEquals(false, found.moreOrganisations());
    }
}
