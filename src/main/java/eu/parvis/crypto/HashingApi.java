package eu.parvis.crypto;

import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import java.util.List;
import java.util.Optional;

/**
 * Slow hashing of secrets that people know. Requests are answered on the caller's node, so that no password crosses the
 * network. A request that would wait longer than about a second fails at once with {@code UNAVAILABLE}.
 */
public final class HashingApi {

    public static final Address<Hash, Hashed> HASH =
            Address.local("crypto.hash", Hash.class, Hashed.class).asQuestion();
    public static final Address<HashAll, HashedAll> HASH_ALL =
            Address.local("crypto.hash-all", HashAll.class, HashedAll.class).asQuestion();
    public static final Address<Verify, Verified> VERIFY =
            Address.local("crypto.verify", Verify.class, Verified.class).asQuestion();

    private HashingApi() {}

    @MessageName("crypto.hash")
    public record Hash(Secret secret) implements Message {}

    /** The hash to store: a PHC string such as {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}. */
    @MessageName("crypto.hashed")
    public record Hashed(String phc) implements Message {}

    /** Hashes several secrets, such as four answers and a code. Either all are accepted or none. */
    @MessageName("crypto.hash-all")
    public record HashAll(List<Secret> secrets) implements Message {

        /** Every idle node accepts this many, however slow it is. */
        public static final int MOST = 8;

        public HashAll {
            secrets = List.copyOf(secrets);
            if (secrets.size() > MOST) {
                throw new IllegalArgumentException("At most " + MOST + " secrets at once");
            }
        }
    }

    /** The hashes, in the order of the secrets. */
    @MessageName("crypto.hashed-all")
    public record HashedAll(List<String> phcs) implements Message {

        public HashedAll {
            phcs = List.copyOf(phcs);
        }
    }

    /**
     * Compares a secret with a stored hash.
     *
     * @param phc empty if the account does not exist; the answer then takes as long and never matches
     */
    @MessageName("crypto.verify")
    public record Verify(Secret secret, Optional<String> phc) implements Message {}

    /**
     * The result of a verification.
     *
     * @param outdated whether the secret matches but its hash has weaker parameters than configured; then hash the
     *     secret again and store the new hash
     */
    @MessageName("crypto.verified")
    public record Verified(boolean matches, boolean outdated) implements Message {}
}
