package eu.parvis.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.buffer.Buffer;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretBoxTest {

    private static final Secret PASSWORD = new Secret("Ta4.mé!9Kx");
    private static final byte[] OLD = key(1);
    private static final byte[] NEW = key(2);

    private final SecretBox box = new SecretBox(NEW, List.of(), new SecureRandom());

    @Test
    void aSecretOpensWhereItWasSealed() {
        var sealed = box.seal(PASSWORD, "mail:17");

        assertEquals(PASSWORD, box.open(sealed, "mail:17"));
        assertFalse(sealed.toString().contains(PASSWORD.text()));
    }

    @Test
    void theSameSecretIsSealedDifferentlyEachTime() {
        assertNotEquals(box.seal(PASSWORD, "mail:17"), box.seal(PASSWORD, "mail:17"));
    }

    @Test
    void aSecretMovedToAnotherRowDoesNotOpen() {
        var sealed = box.seal(PASSWORD, "mail:17");

        assertThrows(IllegalStateException.class, () -> box.open(sealed, "mail:18"));
    }

    @Test
    void aSecretWithAnyBitAlteredDoesNotOpen() {
        var sealed = box.seal(PASSWORD, "mail:17").getBytes();

        for (var bit = 0; bit < sealed.length * 8; bit++) {
            var altered = sealed.clone();
            altered[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThrows(IllegalStateException.class, () -> box.open(Buffer.buffer(altered), "mail:17"));
        }
    }

    @Test
    void aSecretCutShortDoesNotOpen() {
        var sealed = box.seal(PASSWORD, "mail:17");

        for (var length = 0; length < sealed.length(); length++) {
            var cut = sealed.getBuffer(0, length);
            assertThrows(IllegalStateException.class, () -> box.open(cut, "mail:17"));
        }
    }

    @Test
    void afterARotationOldSecretsOpenAndNewOnesNeedTheNewKey() {
        var before = new SecretBox(OLD, List.of(), new SecureRandom());
        var after = new SecretBox(NEW, List.of(OLD), new SecureRandom());

        assertEquals(PASSWORD, after.open(before.seal(PASSWORD, "mail:17"), "mail:17"));
        assertThrows(IllegalStateException.class, () -> before.open(after.seal(PASSWORD, "mail:17"), "mail:17"));
    }

    @Test
    void onceTheOldKeyIsGoneItsSecretsAreTooAndTheLogSaysWhich() {
        var sealed = new SecretBox(OLD, List.of(), new SecureRandom()).seal(PASSWORD, "mail:17");

        var refusal = assertThrows(IllegalStateException.class, () -> box.open(sealed, "mail:17"));

        assertEquals("Sealed with a key that is not configured: mail:17", refusal.getMessage());
    }

    @Test
    void aShorterKeyIsRefusedInsteadOfMakingAWeakerBox() {
        assertThrows(IllegalArgumentException.class, () -> new SecretBox(new byte[16], List.of(), new SecureRandom()));
    }

    private static byte[] key(int seed) {
        var key = new byte[32];
        key[0] = (byte) seed;
        return key;
    }
}
