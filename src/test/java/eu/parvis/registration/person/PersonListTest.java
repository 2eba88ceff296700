package eu.parvis.registration.person;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The form lists what its browser has begun and not confirmed. */
@ExtendWith(VertxExtension.class)
class PersonListTest {

    private static final String FORM = "/register/person";
    private static final String LISTED = "An account waits to be confirmed";

    private PersonDoor door;

    @BeforeEach
    void open(Vertx vertx) {
        door = new PersonDoor(vertx);
    }

    @Test
    void anAccountWhoseAddressIsNotConfirmedIsListedInItsBrowserOnly() {
        var waiting = door.register();

        var form = door.browser.get(FORM);

        assertTrue(form.bodyAsString().contains(LISTED), form::bodyAsString);
        assertTrue(form.bodyAsString().contains("href=\"" + waiting + "\""), form::bodyAsString);
        assertFalse(form.bodyAsString().contains(PersonDoor.EMAIL), "the address is masked");
        assertTrue(form.bodyAsString().contains("@kervella.example"), form::bodyAsString);
        assertEquals("no-store", form.getHeader("Cache-Control"));
        assertFalse(door.portal.browser().get(FORM).bodyAsString().contains(LISTED));
    }

    @Test
    void oneThatIsConfirmedOrGoneIsNotListed() {
        var waiting = door.register();
        door.browser.post(waiting + "/code", "code", door.code());
        assertFalse(door.browser.get(FORM).bodyAsString().contains(LISTED));

        door.register("person.email", "yann@kervella.example");
        assertTrue(door.browser.get(FORM).bodyAsString().contains(LISTED));
        door.portal.database.execute("DELETE FROM person_registration");
        assertFalse(door.browser.get(FORM).bodyAsString().contains(LISTED));
    }
}
