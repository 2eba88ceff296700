package eu.parvis.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.junit.jupiter.api.Test;

class KeysTest {

    @Test
    void thePepperTheBoxAndTheSignatureHaveDifferentKeysOf32Bytes() {
        var keys = Keys.from(new byte[32]);

        var hex = HexFormat.of();
        var all = Set.of(hex.formatHex(keys.pepper()), hex.formatHex(keys.box()), hex.formatHex(keys.signing()));
        assertEquals(3, all.size());
        assertEquals(32, keys.pepper().length);
        assertEquals(32, keys.box().length);
        assertEquals(32, keys.signing().length);
    }

    @Test
    void theyAreDerivedByHkdf() {
        var master = "0123456789abcdef0123456789abcdef and more".getBytes(StandardCharsets.UTF_8);
        var expected = new byte[32];
        var hkdf = new HKDFBytesGenerator(new SHA256Digest());
        hkdf.init(new HKDFParameters(master, null, "parvis box".getBytes(StandardCharsets.UTF_8)));
        hkdf.generateBytes(expected, 0, expected.length);

        assertArrayEquals(expected, Keys.from(master).box());
    }

    /**
     * An accidental change of the derivation would invalidate all stored hashes. The value was computed with Python's
     * hmac.
     */
    @Test
    void theSameMasterKeyGivesTheSameKeysForEver() {
        assertArrayEquals(
                HexFormat.of().parseHex("c57ae6add3e0370c1590b4ce0cd95e8224cd5a9ecfaa9e33691813a57cfe682a"),
                Keys.from(new byte[32]).pepper());
    }

    @Test
    void aShortMasterKeyIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Keys.from(new byte[31]));
    }
}
