package eu.parvis.crypto;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import java.io.File;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Argon2id by libsodium. It is nearly twice as fast as the reference library, because it chooses AVX2 or AVX-512 at run
 * time. It supports only one lane and salts of 16 bytes; another library computes all other hashes.
 */
final class LibsodiumArgon2 implements Argon2 {

    private static final int ARGON2ID = 2;
    private static final int SALT = 16;
    private static final long KIB = 1024;

    /** Bound by JNA to the functions of the same names. */
    private static final class Functions {

        private Functions() {}

        static native int sodium_init();

        static native int crypto_pwhash(
                byte[] hash,
                long length,
                byte[] password,
                long passwordLength,
                byte[] salt,
                long passes,
                NativeLong memory,
                int algorithm);
    }

    private final Supplier<Argon2> loadOther;
    private Argon2 other;

    /**
     * Loads libsodium.
     *
     * @param loadOther loads the library for all other hashes; called before the first of them
     */
    LibsodiumArgon2(Supplier<Argon2> loadOther) throws IOException {
        this.loadOther = loadOther;
        load();
        if (Functions.sodium_init() < 0) {
            throw new IllegalStateException("libsodium cannot be initialised");
        }
    }

    /** Loads the native library from the jar of lazysodium, without its classes, which need Java 21. */
    private static void load() throws IOException {
        var file = Native.extractFromResourcePath(resource(), LibsodiumArgon2.class.getClassLoader());
        try {
            Native.register(Functions.class, NativeLibrary.getInstance(file.getPath()));
        } finally {
            deleteUnpacked(file);
        }
    }

    private static String resource() {
        if (Platform.isMac()) {
            return Platform.isARM() ? "/mac_arm/libsodium.dylib" : "/mac/libsodium.dylib";
        }
        if (Platform.isWindows()) {
            return "/windows64/libsodium.dll";
        }
        return Platform.isARM() ? "/arm64/libsodium.so" : "/linux64/libsodium.so";
    }

    /**
     * Deletes the file at once. JNA deletes it when the JVM exits, but an orderly stop of the portal halts the JVM
     * before that.
     */
    private static void deleteUnpacked(File library) {
        var unpacked = library.getName().startsWith("jna");
        if (unpacked && !library.delete()) {
            library.deleteOnExit();
        }
    }

    @Override
    public byte[] hash(Cost cost, byte[] password, byte[] salt, int length) {
        // libsodium reads 16 bytes of salt, even beyond the end of a shorter one.
        return cost.parallelism() == 1 && salt.length == SALT
                ? hashOneLane(cost, password, salt, length)
                : other().hash(cost, password, salt, length);
    }

    private static byte[] hashOneLane(Cost cost, byte[] password, byte[] salt, int length) {
        var hash = new byte[length];
        var memory = new NativeLong(cost.memoryKb() * KIB);
        var failure = Functions.crypto_pwhash(
                hash, length, password, password.length, salt, cost.iterations(), memory, ARGON2ID);
        if (failure != 0) {
            throw new IllegalStateException("libsodium rejects " + cost + " or cannot allocate the memory");
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
