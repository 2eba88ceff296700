package eu.parvis.account;

import eu.parvis.crypto.Ids;
import eu.parvis.crypto.Secret;
import eu.parvis.crypto.Signature;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;

/**
 * Browsers in which the account's owner has signed in before. Each has its own attempt limit, so that strangers cannot
 * lock the owner out (7.11; OWASP device cookies). The mark gives no access.
 */
public final class DeviceStore {

    private static final String PURPOSE = "known device";
    private static final char BETWEEN = ' ';

    private final Signature signature;
    private final Ids ids;

    public DeviceStore(Signature signature, SecureRandom random) {
        this.signature = signature;
        this.ids = new Ids(random);
    }

    /** The device id in this mark; empty if the mark is invalid or belongs to another account. */
    public Optional<String> device(UUID account, Optional<Secret> mark) {
        var owner = account.toString() + BETWEEN;
        return mark.flatMap(shown -> signature.verify(PURPOSE, shown.text()))
                .filter(payload -> payload.startsWith(owner))
                .map(payload -> payload.substring(owner.length()));
    }

    /** A mark with the device id of the given one, else with a new id. */
    public Secret mark(UUID account, Optional<Secret> shown) {
        var device = device(account, shown).orElseGet(() -> ids.next().toString());
        return new Secret(signature.sign(PURPOSE, account.toString() + BETWEEN + device));
    }
}
