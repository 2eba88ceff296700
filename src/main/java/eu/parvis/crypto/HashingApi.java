package eu.parvis.crypto;

import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import java.util.List;
import java.util.Optional;

/**
 * Slow hashing of what people know, answered on the caller's own node so that no password crosses the network. When
 * more is asked than the node can do in about a second, the answer is {@code UNAVAILABLE} at once.
 */
public final class HashingApi {

    public static final Address<Hash, Hashed> HASH = Address.local("crypto.hash", Hash.class, Hashed.class);
    public static final Address<HashAll, HashedAll> HASH_ALL =
            Address.local("crypto.hash-all", HashAll.class, HashedAll.class);
    public static final Address<Verify, Verified> VERIFY = Address.local("crypto.verify", Verify.class, Verified.class);

    private HashingApi() {}

    @MessageName("crypto.hash")
    public record Hash(Secret secret) implements Message {}

    /** What to store: a PHC string such as {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}. */
    @MessageName("crypto.hashed")
    public record Hashed(String phc) implements Message {}

    /** Several secrets at once, such as four answers and a code: all are accepted or none. */
    @MessageName("crypto.hash-all")
    public record HashAll(List<Secret> secrets) implements Message {

        /** Any node, however slow, takes that many when it is idle. */
        public static final int MOST = 8;

        public HashAll {
            secrets = List.copyOf(secrets);
            if (secrets.size() > MOST) {
                throw new IllegalArgumentException("At most " + MOST + " secrets at once");
            }
        }
    }

    /** In the order of the secrets. */
    @MessageName("crypto.hashed-all")
    public record HashedAll(List<String> phcs) implements Message {

        public HashedAll {
            phcs = List.copyOf(phcs);
        }
    }

    /**
     * Whether a secret is the one whose hash is stored.
     *
     * @param phc empty where nobody has this name, which costs the same and never matches
     */
    @MessageName("crypto.verify")
    public record Verify(Secret secret, Optional<String> phc) implements Message {}

    /**
     * What came of it.
     *
     * @param outdated it matches, and today's parameters are stronger: hash the secret again and store that
     */
    @MessageName("crypto.verified")
    public record Verified(boolean matches, boolean outdated) implements Message {}
}
