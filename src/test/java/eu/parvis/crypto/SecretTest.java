package eu.parvis.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import eu.parvis.bus.Json;
import eu.parvis.crypto.HashingApi.Hash;
import org.junit.jupiter.api.Test;

class SecretTest {

    @Test
    void aSecretIsNeverPrintedNorIsAMessageThatHoldsOne() {
        var message = new Hash(new Secret("Lavande.7"));

        assertEquals("Secret[***]", message.secret().toString());
        assertFalse(message.toString().contains("Lavande"));
    }

    @Test
    void inJsonASecretIsAPlainText() throws Exception {
        var message = new Hash(new Secret("Lavande.7"));

        var json = Json.mapper().writeValueAsString(message);

        assertEquals("{\"secret\":\"Lavande.7\"}", json);
        assertEquals(message, Json.mapper().readValue(json, Hash.class));
    }
}
