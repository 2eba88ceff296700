package eu.parvis.crypto;

import com.goterl.lazysodium.SodiumJava;
import com.goterl.lazysodium.interfaces.PwHash;
import com.goterl.lazysodium.utils.LibraryLoader;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.io.File;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * libsodium. Nearly twice as fast as the reference library, because it chooses AVX2 or AVX-512 at run time. It knows one
 * lane and salts of 16 bytes; all other hashes are made by another library.
 */
final class LibsodiumArgon2 implements Argon2 {

    private static final int ARGON2ID = PwHash.Alg.PWHASH_ALG_ARGON2ID13.getValue();
    private static final long KIB = 1024;

    private final SodiumJava sodium;
    private final Supplier<Argon2> loadOther;
    private Argon2 other;

    /** @param loadOther loads the library for all other hashes; called when the first of them is needed */
    LibsodiumArgon2(Supplier<Argon2> loadOther) throws IOException {
        this.sodium = load();
        this.loadOther = loadOther;
    }

    /**
     * JNA unpacks the one file that is needed, and it is deleted once loaded. Left to itself, lazysodium unpacks its whole
     * jar into the temporary folder at each start and leaves it there.
     */
    private static SodiumJava load() throws IOException {
        var library = Native.extractFromResourcePath(
                LibraryLoader.getSodiumPathInResources(), SodiumJava.class.getClassLoader());
        try {
            return new SodiumJava(library.getPath());
        } finally {
            deleteUnpacked(library);
        }
    }

    private static void deleteUnpacked(File library) {
        var unpacked = library.getName().startsWith("jna");
        if (unpacked && !library.delete()) {
            library.deleteOnExit();
        }
    }

    @Override
    public byte[] hash(Cost cost, byte[] password, byte[] salt, int length) {
        // libsodium reads 16 bytes of salt, even beyond the end of a shorter one.
        return cost.parallelism() == 1 && salt.length == PwHash.ARGON2ID_SALTBYTES
                ? hashOneLane(cost, password, salt, length)
                : other().hash(cost, password, salt, length);
    }

    private byte[] hashOneLane(Cost cost, byte[] password, byte[] salt, int length) {
        var hash = new byte[length];
        var memory = new NativeLong(cost.memoryKb() * KIB);
        var failure = sodium.crypto_pwhash(
                hash, length, password, password.length, salt, cost.iterations(), memory, ARGON2ID);
        if (failure != 0) {
            throw new IllegalStateException("libsodium refuses " + cost + " or has too little memory for it");
        }
        return hash;
    }

    private synchronized Argon2 other() {
        if (other == null) {
            other = loadOther.get();
        }
        return other;
    }

    @Override
    public String toString() {
        return "libsodium";
    }
}
