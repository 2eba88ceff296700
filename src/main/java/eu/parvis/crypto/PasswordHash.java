package eu.parvis.crypto;

import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A stored hash: a PHC string such as {@code $argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA}, which every Argon2 library
 * reads.
 */
final class PasswordHash {

    /**
     * Limits the digits of each parameter, so that a damaged row cannot request all memory. {@link HashingSettings} has
     * the same maxima.
     */
    private static final Pattern PHC = Pattern.compile("\\$argon2id\\$v=19"
            + "\\$m=([1-9][0-9]{0,5}),t=([1-9][0-9]?),p=([1-9][0-9]?)"
            + "\\$([A-Za-z0-9+/]{11,64})\\$([A-Za-z0-9+/]{22,86})");

    private final Cost cost;
    private final byte[] salt;
    private final byte[] hash;

    PasswordHash(Cost cost, byte[] salt, byte[] hash) {
        this.cost = cost;
        this.salt = salt;
        this.hash = hash;
    }

    /**
     * Parses a stored hash.
     *
     * @throws IllegalStateException without the text, because the message goes to the log
     */
    static PasswordHash parse(String phc) {
        var parts = PHC.matcher(phc);
        if (!parts.matches()) {
            throw new IllegalStateException("A stored hash is not a PHC string of Argon2id");
        }
        var cost = new Cost(
                Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
        return new PasswordHash(cost, decode(parts.group(4)), decode(parts.group(5)));
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("A stored hash contains invalid Base64", e);
        }
    }

    Cost cost() {
        return cost;
    }

    byte[] salt() {
        return salt;
    }

    byte[] hash() {
        return hash;
    }

    String phc() {
        var base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + cost.memoryKb() + ",t=" + cost.iterations() + ",p=" + cost.parallelism() + "$"
                + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }
}
