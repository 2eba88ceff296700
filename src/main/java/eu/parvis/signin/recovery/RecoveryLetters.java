package eu.parvis.signin.recovery;

import eu.parvis.account.Account;
import eu.parvis.crypto.Ids;
import eu.parvis.crypto.References;
import eu.parvis.crypto.Secret;
import eu.parvis.mail.Letter;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The mails of a recovery; their texts are in {@code templates/mail}. */
final class RecoveryLetters {

    private static final String LINK = "/new-password?token=";

    private final References references;
    private final Ids ids;

    /** Occasions of mails that a person who cannot sign in requests; they have their own quota. */
    static final Set<String> ASKED_FOR = Set.of("identifiers", "recovery", "recovery-activation");

    RecoveryLetters(SecureRandom random) {
        this.references = new References(random);
        this.ids = new Ids(random);
    }

    Letter identifier(Account to, List<String> organisations) {
        return letter(
                "identifiers",
                to,
                Map.of("identifier", to.identifier(), "organisations", String.join(", ", organisations)),
                Optional.empty());
    }

    Letter link(Account to, Secret token, Instant validUntil) {
        return letter(
                "recovery",
                to,
                Map.of("identifier", to.identifier(), "validUntil", validUntil.toString(), "path", LINK),
                Optional.of(token));
    }

    Letter temporaryPassword(Account to, Secret password, Instant validUntil) {
        return letter("recovery-activation", to, Map.of("validUntil", validUntil.toString()), Optional.of(password));
    }

    Letter passwordChanged(Account to, Instant at) {
        return letter(
                "password-changed",
                to,
                Map.of("identifier", to.identifier(), "changedAt", at.toString()),
                Optional.empty());
    }

    private Letter letter(String occasion, Account to, Map<String, String> content, Optional<Secret> secret) {
        var all = new HashMap<>(content);
        all.put("name", to.name());
        return new Letter(
                ids.next(), ids.next(), 0, occasion, to.email(), to.language(), references.next(), all, secret);
    }
}
