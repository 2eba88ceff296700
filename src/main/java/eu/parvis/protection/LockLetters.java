package eu.parvis.protection;

import eu.parvis.account.Account;
import eu.parvis.mail.Addressee;
import eu.parvis.mail.Letter;
import eu.parvis.mail.Letters;
import eu.parvis.mail.Occasion;
import eu.parvis.signin.recovery.RecoveryLinkStore.NewLink;
import java.security.SecureRandom;
import java.time.Instant;

/** The mails about a locked account; their texts are in {@code templates/mail}. */
final class LockLetters {

    private final Letters letters;

    LockLetters(SecureRandom random) {
        this.letters = Letters.drawnFrom(random);
    }

    Letter locked(Account to, NewLink link, Instant at) {
        return letters.letter(Occasion.ACCOUNT_LOCKED, to.addressee())
                .with("identifier", to.identifier())
                .with("lockedAt", at.toString())
                .with("validUntil", link.validUntil().toString())
                .with("path", NewLink.PATH)
                .hiding(link.token())
                .build();
    }

    Letter memberLocked(Addressee administrator, Account member, String organisation, Instant at) {
        return letters.letter(Occasion.MEMBER_LOCKED, administrator)
                .with("organisation", organisation)
                .with("member", member.name())
                .with("lockedAt", at.toString())
                .build();
    }
}
