package eu.parvis.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.crypto.HashingApi.Verified;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PasswordHashesTest {

    private static final Cost COST = new Cost(64, 2, 1);
    private static final Secret PASSWORD = new Secret("Lavande.7 bleue");
    private static final byte[] PEPPER = "pepper".getBytes(UTF_8);

    private static final Argon2 FASTEST = Argon2.fastest(COST);

    private final PasswordHashes hashes = with(FASTEST, COST);

    @Test
    void aPasswordMatchesItsHashAndNoOther() {
        var phc = hashes.hash(PASSWORD);

        assertEquals(new Verified(true, false), hashes.verify(PASSWORD, Optional.of(phc)));
        assertEquals(new Verified(false, false), hashes.verify(new Secret("lavande.7 bleue"), Optional.of(phc)));
    }

    @Test
    void whatOneLibraryHashedEveryOtherVerifies() {
        var libraries = List.of(FASTEST, new ReferenceArgon2(), new BouncyCastleArgon2(COST));
        for (var cost : List.of(COST, new Cost(64, 2, 2))) {
            for (var one : libraries) {
                for (var other : libraries) {
                    var phc = with(one, cost).hash(PASSWORD);

                    assertTrue(
                            with(other, cost).verify(PASSWORD, Optional.of(phc)).matches(), one + " and " + other);
                    assertFalse(with(other, cost)
                            .verify(new Secret("wrong"), Optional.of(phc))
                            .matches());
                }
            }
        }
    }

    @Test
    void aHashIsAStandardPhcStringWithItsOwnSalt() {
        var phc = hashes.hash(PASSWORD);

        assertTrue(
                phc.matches("\\$argon2id\\$v=19\\$m=64,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}"),
                "Not a PHC string: " + phc);
        assertNotEquals(phc, hashes.hash(PASSWORD));
    }

    /** A benchmark at start runs while other classes load; a queue sized by it was too short and refused requests. */
    @Test
    void aHashIsMeasuredAsLongAsItIsHoweverBusyTheMachine() throws InterruptedException {
        var usual = with(FASTEST, new Cost(19_456, 2, 1));
        var alone = usual.timeOfOne();
        var others = Stream.generate(() -> new Thread(PasswordHashesTest::turn))
                .limit(8L * Runtime.getRuntime().availableProcessors())
                .toList();
        others.forEach(Thread::start);

        var amongOthers = usual.timeOfOne();

        others.forEach(Thread::interrupt);
        for (var other : others) {
            other.join();
        }
        assertTrue(amongOthers.compareTo(alone.multipliedBy(4)) < 0, alone + " and " + amongOthers);
    }

    private static void turn() {
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aDumpWithoutThePepperVerifiesNothing() {
        var phc = hashes.hash(PASSWORD);
        var elsewhere = new PasswordHashes(FASTEST, COST, new byte[32], new SecureRandom());

        assertFalse(elsewhere.verify(PASSWORD, Optional.of(phc)).matches());
    }

    @Test
    void anAccentMatchesHoweverTheKeyboardWritesItButNothingElseIsFolded() {
        var phc = hashes.hash(new Secret("Forêt.Évreux7"));

        assertTrue(hashes.verify(new Secret("Fore\u0302t.E\u0301vreux7"), Optional.of(phc))
                .matches());
        assertFalse(hashes.verify(new Secret("Foret.Evreux7"), Optional.of(phc)).matches());
        assertFalse(hashes.verify(new Secret("Forêt.Évreux７"), Optional.of(phc)).matches());
    }

    @Test
    void nothingOfALongPasswordIsCutOff() {
        var longOne = "x".repeat(127);
        var phc = hashes.hash(new Secret(longOne + "a"));

        assertFalse(hashes.verify(new Secret(longOne + "b"), Optional.of(phc)).matches());
    }

    @Test
    void anUnknownAccountCostsAHashOfTheSameParametersAndNeverMatches() {
        var computed = new ArrayList<Cost>();
        var watched = with(
                (cost, password, salt, length) -> {
                    computed.add(cost);
                    return FASTEST.hash(cost, password, salt, length);
                },
                COST);

        var verified = watched.verify(PASSWORD, Optional.empty());

        assertEquals(new Verified(false, false), verified);
        assertEquals(List.of(COST), computed);
    }

    @Test
    void aHashIsOutdatedOnceAnyParameterHasRisen() {
        var phc = Optional.of(hashes.hash(PASSWORD));

        for (var dearer : List.of(new Cost(128, 2, 1), new Cost(64, 3, 1), new Cost(64, 2, 2))) {
            assertEquals(new Verified(true, true), with(FASTEST, dearer).verify(PASSWORD, phc));
        }
        assertEquals(
                new Verified(true, false), with(FASTEST, new Cost(32, 1, 1)).verify(PASSWORD, phc));
    }

    @Test
    void aWrongPasswordIsNeverAReasonToHashAgain() {
        var phc = Optional.of(hashes.hash(PASSWORD));

        assertEquals(
                new Verified(false, false), with(FASTEST, new Cost(128, 2, 1)).verify(new Secret("wrong"), phc));
    }

    @Test
    void aPhcStringOfTheReferenceImplementationIsReadAndWrittenBack() {
        var phc = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHApl8ArZWb2GRPPc";

        var read = PasswordHash.parse(phc);

        assertEquals(new Cost(65_536, 2, 1), read.cost());
        assertArrayEquals("somesalt".getBytes(UTF_8), read.salt());
        assertEquals(phc, read.phc());
    }

    @Test
    void theDearestHashThatCanBeSetIsReadBackAndNoneThatIsDearer() {
        var memory = HashingSettings.MOST_MEMORY_KB;
        var passes = HashingSettings.MOST_ITERATIONS;
        var lanes = HashingSettings.MOST_PARALLELISM;
        var dearest = new Cost(memory, passes, lanes);

        assertEquals(dearest, PasswordHash.parse(stored(dearest)).cost());
        for (var dearer : List.of(
                new Cost(memory + 1, passes, lanes),
                new Cost(memory, passes + 1, lanes),
                new Cost(memory, passes, lanes + 1))) {
            assertThrows(IllegalStateException.class, () -> PasswordHash.parse(stored(dearer)), dearer.toString());
        }
    }

    private static String stored(Cost cost) {
        return new PasswordHash(cost, new byte[16], new byte[32]).phc();
    }

    @Test
    void aDamagedHashIsNamedWithoutBeingShown() {
        for (var damaged : List.of(
                "",
                "plain text",
                "$argon2i$v=19$m=64,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHApl8ArZWb2GRPPc",
                "$argon2id$v=16$m=64,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHApl8ArZWb2GRPPc",
                "$argon2id$m=64,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHApl8ArZWb2GRPPc",
                "$argon2id$v=19$m=99999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHApl8ArZWb2GRPPc",
                "$argon2id$v=19$m=64,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHApl8ArZWb2GRPPc\n",
                "$argon2id$v=19$m=64,t=2,p=1$c29tZXNhbHQxx$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHApl8ArZWb2GRPPc")) {
            var refusal =
                    assertThrows(IllegalStateException.class, () -> hashes.verify(PASSWORD, Optional.of(damaged)));

            assertTrue(refusal.getMessage().startsWith("A stored hash "), refusal.getMessage());
        }
    }

    private static PasswordHashes with(Argon2 argon2, Cost cost) {
        return new PasswordHashes(argon2, cost, PEPPER, new SecureRandom());
    }
}
