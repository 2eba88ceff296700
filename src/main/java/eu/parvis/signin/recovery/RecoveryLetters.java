package eu.parvis.signin.recovery;

import eu.parvis.account.Account;
import eu.parvis.crypto.Secret;
import eu.parvis.mail.Letter;
import eu.parvis.mail.Letters;
import eu.parvis.mail.Occasion;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The mails of a recovery; their texts are in {@code templates/mail}. */
final class RecoveryLetters {

    /** Mails that a person who cannot sign in requests; they have a quota of their own. */
    static final Set<Occasion> REQUESTED =
            Set.of(Occasion.IDENTIFIERS, Occasion.RECOVERY, Occasion.RECOVERY_ACTIVATION);

    private static final String LINK = "/new-password?token=";

    private final Letters letters;

    RecoveryLetters(SecureRandom random) {
        this.letters = Letters.drawnFrom(random);
    }

    Letter identifier(Account to, List<String> organisations) {
        return letters.letter(Occasion.IDENTIFIERS, to.addressee())
                .with("identifier", to.identifier())
                .with("organisations", String.join(", ", organisations))
                .build();
    }

    Letter link(Account to, Secret token, Instant validUntil) {
        return letters.letter(Occasion.RECOVERY, to.addressee())
                .with("identifier", to.identifier())
                .with("validUntil", validUntil.toString())
                .with("path", LINK)
                .hiding(token)
                .build();
    }

    Letter temporaryPassword(Account to, Secret password, Instant validUntil) {
        return letters.letter(Occasion.RECOVERY_ACTIVATION, to.addressee())
                .with("validUntil", validUntil.toString())
                .hiding(password)
                .build();
    }

    Letter passwordChanged(Account to, Instant at) {
        return letters.letter(Occasion.PASSWORD_CHANGED, to.addressee())
                .with("identifier", to.identifier())
                .with("changedAt", at.toString())
                .build();
    }
}
