package eu.parvis.account;

import eu.parvis.crypto.Tokens;
import eu.parvis.http.Network;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * An attempt to prove a password.
 *
 * @param shown the subject whose limit the visitor is told: the typed login, whether known or not; or the known device
 * @param hidden the subject whose limit nobody is told: the account, or in its place the unknown login; empty on a known
 *     device
 * @param account whose password is tried
 * @param network hash of the visitor's network
 * @param wholeShare whether this network may use up the whole limit; else half of it
 */
public record Attempt(
        Buffer shown, Optional<Buffer> hidden, Optional<UUID> account, long network, boolean wholeShare, Instant at) {

    /** An attempt from a device that is not known. */
    public static Attempt at(Login login, Optional<UUID> account, String address, Instant now) {
        var hidden = account.map(Attempt::subject).orElseGet(() -> Tokens.sha256("unknown " + login.key()));
        var network = Tokens.sha256("network " + Network.of(address)).getLong(0);
        return new Attempt(
                Tokens.sha256("login " + login.key()), Optional.of(hidden), account, network, false, precise(now));
    }

    /** An attempt on a device on which the person has signed in before: strangers cannot use up its limit. */
    public static Attempt onDevice(UUID account, String device, Instant now) {
        var subject = Tokens.sha256("account " + account + " device " + device);
        return new Attempt(subject, Optional.empty(), Optional.empty(), 0, true, precise(now));
    }

    public boolean isOnKnownDevice() {
        return hidden.isEmpty();
    }

    static Buffer subject(UUID account) {
        return Tokens.sha256("account " + account);
    }

    /** PostgreSQL stores microseconds; the attempt is found again by its time. */
    private static Instant precise(Instant now) {
        return now.truncatedTo(ChronoUnit.MICROS);
    }
}
