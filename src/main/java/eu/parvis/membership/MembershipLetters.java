package eu.parvis.membership;

import eu.parvis.account.Account;
import eu.parvis.company.Verification;
import eu.parvis.mail.Addressee;
import eu.parvis.mail.Letter;
import eu.parvis.mail.Letters;
import eu.parvis.mail.Occasion;
import eu.parvis.organisation.Contact;
import eu.parvis.values.Person;
import eu.parvis.words.Words;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The mails about memberships; their texts are in {@code templates/mail}. */
final class MembershipLetters {

    private final Letters letters;

    MembershipLetters(SecureRandom random) {
        this.letters = Letters.drawnFrom(random);
    }

    /**
     * Two mails for a new account: first the identifier, then the password, because one mail must not contain both
     * (CG-30).
     */
    List<Letter> invitation(Account account, MembershipNotice notice, TemporaryPassword password, Instant validUntil) {
        var group = letters.ids().next();
        var reference = letters.references().next();
        var to = account.addressee();
        return List.of(
                letters.letter(Occasion.INVITATION_IDENTIFIER, to)
                        .inGroup(group, 0)
                        .under(reference)
                        .with("inviter", notice.author())
                        .with("organisation", notice.organisation())
                        .with("roles", Role.labels(notice.roles(), to.language()))
                        .with("identifier", account.identifier())
                        .build(),
                letters.letter(Occasion.INVITATION_PASSWORD, to)
                        .inGroup(group, 1)
                        .under(reference)
                        .with("organisation", notice.organisation())
                        .with("validUntil", validUntil.toString())
                        .hiding(password.text())
                        .build());
    }

    /** Two mails for a person with an account and a password, who accepts after sign-in. */
    List<Letter> invitation(Account account, MembershipNotice notice) {
        var group = letters.ids().next();
        var reference = letters.references().next();
        var to = account.addressee();
        return List.of(
                letters.letter(Occasion.INVITATION_ACCOUNT, to)
                        .inGroup(group, 0)
                        .under(reference)
                        .with("inviter", notice.author())
                        .with("organisation", notice.organisation())
                        .with("identifier", account.identifier())
                        .build(),
                letters.letter(Occasion.INVITATION_ANSWER, to)
                        .inGroup(group, 1)
                        .under(reference)
                        .with("organisation", notice.organisation())
                        .with("roles", Role.labels(notice.roles(), to.language()))
                        .build());
    }

    /** Takes the contacts that are to be named now. */
    Letter invitationDeclined(Addressee to, Person invited, String organisation, List<Contact.Kind> vacant) {
        var words = Words.of(to.language());
        return letters.letter(Occasion.INVITATION_DECLINED, to)
                .with("invited", invited.name())
                .with("invitedEmail", invited.email().value())
                .with("organisation", organisation)
                .with(
                        "vacant",
                        vacant.stream()
                                .map(kind -> words.text("organisation.contact." + kind))
                                .collect(Collectors.joining(", ")))
                .build();
    }

    Letter reactivated(Addressee to, MembershipNotice notice) {
        return letters.letter(Occasion.REACTIVATED, to)
                .with("inviter", notice.author())
                .with("organisation", notice.organisation())
                .with("roles", Role.labels(notice.roles(), to.language()))
                .build();
    }

    Letter rolesChanged(Addressee to, MembershipNotice notice) {
        return letters.letter(Occasion.ROLES_CHANGED, to)
                .with("author", notice.author())
                .with("organisation", notice.organisation())
                .with("roles", Role.labels(notice.roles(), to.language()))
                .build();
    }

    /** To the person who is named, and to the former one. */
    Letter contactNamed(Addressee to, Appointment by, Contact contact, Optional<Person> former) {
        return letters.letter(Occasion.CONTACT_NAMED, to)
                .with("author", by.author())
                .with("organisation", by.organisationName())
                .with("kind", contact.kind().name())
                .with("contact", contact.person().name())
                .with("former", former.map(Person::name).orElse(""))
                .build();
    }

    Letter deactivated(Addressee to, String author, String organisation) {
        return letters.letter(Occasion.DEACTIVATED, to)
                .with("author", author)
                .with("organisation", organisation)
                .build();
    }

    /** Takes {@code why}, {@code MEMBER_LEFT} or {@code MEMBER_DELETED}. */
    Letter memberLeft(Occasion why, Addressee administrator, Member member, String organisation) {
        return letters.letter(why, administrator)
                .with("member", member.person().name())
                .with("organisation", organisation)
                .build();
    }

    Letter verificationResult(Addressee to, String organisation, Verification verification) {
        return letters.letter(Occasion.VERIFICATION_RESULT, to)
                .with("organisation", organisation)
                .with("number", verification.number())
                .with("result", verification.state().name())
                .build();
    }
}
