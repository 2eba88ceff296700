package eu.parvis.deletion;

import eu.parvis.account.Account;
import eu.parvis.mail.Letter;
import eu.parvis.mail.Letters;
import eu.parvis.mail.Occasion;
import eu.parvis.membership.DepartureStore.Orphan;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** The mails about the deletion of an account; their texts are in {@code templates/mail}. */
final class DeletionLetters {

    private final Letters letters;

    DeletionLetters(SecureRandom random) {
        this.letters = Letters.drawnFrom(random);
    }

    Letter asked(Account to, Instant askedAt, Instant dueAt) {
        return about(Occasion.DELETION_ASKED, to)
                .with("askedAt", askedAt.toString())
                .with("dueAt", dueAt.toString())
                .with("path", DeletionRoutes.PAGE)
                .build();
    }

    Letter reminder(Account to, Instant dueAt) {
        return about(Occasion.DELETION_REMINDER, to)
                .with("dueAt", dueAt.toString())
                .with("path", DeletionRoutes.PAGE)
                .build();
    }

    Letter cancelled(Account to, Instant cancelledAt) {
        return about(Occasion.DELETION_CANCELLED, to)
                .with("cancelledAt", cancelledAt.toString())
                .build();
    }

    Letter prevented(Account to, List<Orphan> orphans) {
        return about(Occasion.DELETION_PREVENTED, to)
                .with("organisations", names(orphans))
                .with("path", DeletionRoutes.PAGE)
                .build();
    }

    /** The last mail to this person. */
    Letter deleted(Account to, Instant deletedAt) {
        return about(Occasion.ACCOUNT_DELETED, to)
                .with("deletedAt", deletedAt.toString())
                .build();
    }

    private Letters.Builder about(Occasion occasion, Account to) {
        return letters.letter(occasion, to.addressee()).with("identifier", to.identifier());
    }

    static String names(List<Orphan> orphans) {
        return orphans.stream().map(Orphan::name).collect(Collectors.joining(", "));
    }
}
