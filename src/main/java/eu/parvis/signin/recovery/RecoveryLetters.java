package eu.parvis.signin.recovery;

import eu.parvis.account.Account;
import eu.parvis.crypto.Secret;
import eu.parvis.mail.Letter;
import eu.parvis.mail.Letters;
import eu.parvis.mail.Occasion;
import eu.parvis.signin.recovery.RecoveryLinkStore.NewLink;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The mails of a recovery; their texts are in {@code templates/mail}. */
final class RecoveryLetters {

    private static final String SIGN_IN_LINK = "/sign-in/open?token=";

    private final Letters letters;

    RecoveryLetters(SecureRandom random) {
        this.letters = Letters.drawnFrom(random);
    }

    /**
     * The mails that share a quota with the answer to such a request. The identifier is apart, so that a stranger who
     * asks for it does not use up the links: the last link in the mailbox is valid as long as the quota is used up.
     */
    static Set<Occasion> quota(RecoveryRepository.Kind kind) {
        return switch (kind) {
            case IDENTIFIER -> Set.of(Occasion.IDENTIFIERS);
            case PASSWORD -> Set.of(Occasion.RECOVERY, Occasion.RECOVERY_ACTIVATION);
            case SIGN_IN_LINK -> Set.of(Occasion.SIGN_IN_LINK_ACTIVATION);
        };
    }

    Letter identifier(Account to, List<String> organisations) {
        return letters.letter(Occasion.IDENTIFIERS, to.addressee())
                .with("identifier", to.identifier())
                .with("organisations", String.join(", ", organisations))
                .build();
    }

    Letter link(Account to, NewLink link) {
        return letters.letter(Occasion.RECOVERY, to.addressee())
                .with("identifier", to.identifier())
                .with("validUntil", link.validUntil().toString())
                .with("path", NewLink.PATH)
                .hiding(link.token())
                .build();
    }

    Letter temporaryPassword(Account to, Secret password, Instant validUntil) {
        return letters.letter(Occasion.RECOVERY_ACTIVATION, to.addressee())
                .with("validUntil", validUntil.toString())
                .hiding(password)
                .build();
    }

    Letter signInLink(Account to, Secret token, Instant validUntil) {
        return letters.letter(Occasion.SIGN_IN_LINK, to.addressee())
                .with("identifier", to.identifier())
                .with("validUntil", validUntil.toString())
                .with("path", SIGN_IN_LINK)
                .hiding(token)
                .build();
    }

    Letter signInLinkActivation(Account to) {
        return letters.letter(Occasion.SIGN_IN_LINK_ACTIVATION, to.addressee()).build();
    }

    Letter passwordChanged(Account to, Instant at) {
        return letters.letter(Occasion.PASSWORD_CHANGED, to.addressee())
                .with("identifier", to.identifier())
                .with("changedAt", at.toString())
                .build();
    }
}
