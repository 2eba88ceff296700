package eu.parvis.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Argon2Test {

    private static final Cost SMALL = new Cost(64, 1, 1);

    private final Argon2 reference = new ReferenceArgon2();
    private final Argon2 bouncyCastle = new BouncyCastleArgon2(SMALL);
    private final Argon2 libsodium;

    Argon2Test() throws IOException {
        libsodium = new LibsodiumArgon2(() -> reference);
    }

    @Test
    void allLibrariesGiveThePublishedHashes() {
        for (var argon2 : List.of(libsodium, reference, bouncyCastle)) {
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
    void allLibrariesAgreeWhateverTheParameters() {
        var password = "Évreux, une fois".getBytes(UTF_8);
        for (var cost :
                List.of(SMALL, new Cost(8, 1, 1), new Cost(19_456, 2, 1), new Cost(65, 5, 1), new Cost(512, 3, 4))) {
            for (var salt : List.of("sixteen bytes sa", "eight by", "a salt of more than sixteen bytes")) {
                for (var length : List.of(16, 32, 64)) {
                    var expected = reference.hash(cost, password, salt.getBytes(UTF_8), length);

                    assertArrayEquals(expected, libsodium.hash(cost, password, salt.getBytes(UTF_8), length));
                    assertArrayEquals(expected, bouncyCastle.hash(cost, password, salt.getBytes(UTF_8), length));
                }
            }
        }
    }

    @Test
    void libsodiumLeavesOtherLanesAndSaltsToAnotherLibraryAndHashesTheRestItself() throws IOException {
        var left = new ArrayList<String>();
        Argon2 other = (cost, password, salt, length) -> {
            left.add("p=" + cost.parallelism() + " salt=" + salt.length);
            return new byte[length];
        };
        var argon2 = new LibsodiumArgon2(() -> other);

        argon2.hash(SMALL, new byte[0], new byte[16], 32);
        argon2.hash(new Cost(64, 1, 2), new byte[1], new byte[16], 32);
        argon2.hash(SMALL, new byte[1], new byte[15], 32);
        argon2.hash(SMALL, new byte[1], new byte[17], 32);

        assertEquals(List.of("p=2 salt=16", "p=1 salt=15", "p=1 salt=17"), left);
    }

    @Test
    void noLibraryHashesWithWrongParametersOrWithoutTheMemory() {
        var tooLittleMemory = new Cost(7, 1, 1);
        var noPass = new Cost(64, 0, 1);
        for (var argon2 : List.of(libsodium, reference)) {
            for (var wrong : List.of(tooLittleMemory, noPass)) {
                assertRefused(argon2, wrong, 32);
            }
        }
        // Two tebibytes: the reference library would try to allocate them.
        assertRefused(libsodium, new Cost(Integer.MAX_VALUE, 1, 1), 32);
        assertRefused(libsodium, SMALL, 15);
    }

    private static void assertRefused(Argon2 argon2, Cost cost, int length) {
        assertThrows(
                IllegalStateException.class,
                () -> argon2.hash(cost, new byte[1], new byte[16], length),
                () -> argon2 + " with " + cost);
    }

    @Test
    void manyThreadsHashWithLibsodiumAtTheSameTime() {
        var expected = reference.hash(SMALL, new byte[32], new byte[16], 32);

        IntStream.range(0, 1_000)
                .parallel()
                .forEach(i -> assertArrayEquals(expected, libsodium.hash(SMALL, new byte[32], new byte[16], 32)));
    }

    @Test
    void theUnpackedLibraryIsDeletedAsSoonAsItIsLoaded() throws IOException {
        var memory = Path.of("/proc/self/maps");
        assumeTrue(Files.exists(memory), "only Linux shows which files are loaded");

        var unpacked = Files.readAllLines(memory).stream()
                .filter(line -> line.matches(".*/jna[0-9]+\\.tmp.*"))
                .toList();

        assertFalse(unpacked.isEmpty());
        assertEquals(
                List.of(),
                unpacked.stream().filter(line -> !line.endsWith(" (deleted)")).toList());
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
    void theFastestLibraryIsPreferredThatKnowsTheParameters() {
        assertInstanceOf(LibsodiumArgon2.class, Argon2.fastest(SMALL));
        assertInstanceOf(ReferenceArgon2.class, Argon2.fastest(new Cost(64, 1, 2)));
    }
}
