package eu.parvis.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class Argon2Test {

    private static final Cost SMALL = new Cost(64, 1, 1);

    private final Argon2 nativeLibrary = new NativeArgon2();
    private final Argon2 bouncyCastle = new BouncyCastleArgon2(SMALL);

    @Test
    void bothLibrariesGiveThePublishedHashes() {
        for (var argon2 : List.of(nativeLibrary, bouncyCastle)) {
            // From test.c of the reference implementation.
            assertHash(
                    "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7", argon2, new Cost(65_536, 2, 1));
            assertHash("9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe", argon2, new Cost(256, 2, 1));
            assertHash("6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037", argon2, new Cost(256, 2, 2));
        }
    }

    private static void assertHash(String hex, Argon2 argon2, Cost cost) {
        var hash = argon2.hash(cost, "password".getBytes(UTF_8), "somesalt".getBytes(UTF_8), 32);

        assertEquals(hex, HexFormat.of().formatHex(hash));
    }

    @Test
    void bothLibrariesAgreeWhateverTheParameters() {
        for (var cost : List.of(SMALL, new Cost(19_456, 2, 1), new Cost(512, 3, 4))) {
            var password = "Évreux, une fois".getBytes(UTF_8);
            var salt = "sixteen bytes sa".getBytes(UTF_8);

            assertArrayEquals(
                    nativeLibrary.hash(cost, password, salt, 32), bouncyCastle.hash(cost, password, salt, 32));
        }
    }

    @Test
    void aHashInJavaIsTheSameWhenItsMemoryIsUsedAgain() {
        var salt = new byte[16];

        var first = bouncyCastle.hash(SMALL, "one".getBytes(UTF_8), salt, 32);
        bouncyCastle.hash(SMALL, "another".getBytes(UTF_8), salt, 32);

        assertArrayEquals(first, bouncyCastle.hash(SMALL, "one".getBytes(UTF_8), salt, 32));
    }

    /** Without the block pool it is 20 MiB for each hash, and the garbage collector halves the rate. */
    @Test
    void aHashInJavaLeavesLittleBehind() {
        var usual = new Cost(19_456, 2, 1);
        var argon2 = new BouncyCastleArgon2(usual);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        argon2.hash(usual, new byte[32], new byte[16], 32);

        var before = threads.getCurrentThreadAllocatedBytes();
        argon2.hash(usual, new byte[32], new byte[16], 32);
        var allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertTrue(allocated < 1 << 20, allocated + " bytes");
    }

    @Test
    void theNativeLibraryIsPreferred() {
        assertInstanceOf(NativeArgon2.class, Argon2.fastest(SMALL));
    }
}
