package eu.parvis.me;

import eu.parvis.account.Account;
import eu.parvis.mail.Letter;
import eu.parvis.mail.Letters;
import eu.parvis.mail.Occasion;
import eu.parvis.words.Words;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** The mails about a person's own account; their texts are in {@code templates/mail}. */
final class MeLetters {

    private final Letters letters;

    MeLetters(SecureRandom random) {
        this.letters = Letters.drawnFrom(random);
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
