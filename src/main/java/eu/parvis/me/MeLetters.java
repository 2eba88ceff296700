package eu.parvis.me;

import eu.parvis.account.Account;
import eu.parvis.account.AddressHolder;
import eu.parvis.crypto.Secret;
import eu.parvis.mail.Addressee;
import eu.parvis.mail.Letter;
import eu.parvis.mail.Letters;
import eu.parvis.mail.Occasion;
import eu.parvis.values.EmailAddress;
import eu.parvis.words.Words;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** The mails about a person's own account; their texts are in {@code templates/mail}. */
final class MeLetters {

    private static final String LINK = "/email-change?token=";
    private static final String UNDO_LINK = "/email-undo?token=";

    private final Letters letters;

    MeLetters(SecureRandom random) {
        this.letters = Letters.drawnFrom(random);
    }

    /** To the new address. */
    Letter emailChange(Account of, EmailAddress to, Secret token, Instant validUntil) {
        return letters.letter(Occasion.EMAIL_CHANGE, Addressee.of(of.person().with(to), of.language()))
                .with("identifier", of.identifier())
                .with("validUntil", validUntil.toString())
                .with("path", LINK)
                .hiding(token)
                .build();
    }

    /** To the person who has the new address already, or had it. */
    Letter emailTaken(AddressHolder holder) {
        return holder.letter(letters, Occasion.EMAIL_CHANGE_TAKEN).build();
    }

    /** To the former address. */
    Letter emailChanged(Account before, EmailAddress now, Secret undoToken, Instant validUntil) {
        return letters.letter(Occasion.EMAIL_CHANGED, before.addressee())
                .with("identifier", before.identifier())
                .with("newEmail", now.value())
                .with("validUntil", validUntil.toString())
                .with("path", UNDO_LINK)
                .hiding(undoToken)
                .build();
    }

    /** Names what has changed, without the values. */
    Letter detailsChanged(Account to, List<ProfileDetail> changed, Instant at) {
        var words = Words.of(to.language());
        return letters.letter(Occasion.DETAILS_CHANGED, to.addressee())
                .with("identifier", to.identifier())
                .with("changedAt", at.toString())
                .with(
                        "changed",
                        changed.stream()
                                .map(detail -> words.text("me.detail." + detail))
                                .collect(Collectors.joining(", ")))
                .build();
    }
}
