package eu.parvis.crypto;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2 in Java, for platforms on which no native library loads. */
final class BouncyCastleArgon2 implements Argon2 {

    /** Additional memory blocks for each lane. */
    private static final int WORKING_BLOCKS = 4;

    /** One pool for each hashing thread. Without it every hash leaves 20 MB to the garbage collector. */
    private final ThreadLocal<FixedBlockPool> blocks;

    /** Hashes once, because the first hash of a JVM takes longer than the later ones. */
    BouncyCastleArgon2(Cost usual) {
        var size = usual.memoryKb() + WORKING_BLOCKS * usual.parallelism();
        this.blocks = ThreadLocal.withInitial(() -> new FixedBlockPool(size));
        hash(usual, new byte[1], new byte[16], 32);
    }

    @Override
    public byte[] hash(Cost cost, byte[] password, byte[] salt, int length) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKb())
                .withIterations(cost.iterations())
                .withParallelism(cost.parallelism())
                .withSalt(salt)
                .withBlockPool(blocks.get())
                .build());
        var hash = new byte[length];
        generator.generateBytes(password, hash);
        return hash;
    }

    @Override
    public String toString() {
        return "Bouncy Castle";
    }
}
