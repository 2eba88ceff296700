package eu.parvis.crypto;

import de.mkammerer.argon2.Argon2Advanced;
import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;

/** The reference library in C. It supports all parameters and uses no vector instructions. */
final class ReferenceArgon2 implements Argon2 {

    private final Argon2Advanced library = Argon2Factory.createAdvanced(Argon2Types.ARGON2id);

    /** Hashes once, because the library is loaded by its first use. */
    ReferenceArgon2() {
        hash(new Cost(8, 1, 1), new byte[1], new byte[16], 32);
    }

    @Override
    public byte[] hash(Cost cost, byte[] password, byte[] salt, int length) {
        return library.pbkdf(cost.iterations(), cost.memoryKb(), cost.parallelism(), password, salt, length);
    }

    @Override
    public String toString() {
        return "the reference library";
    }
}
