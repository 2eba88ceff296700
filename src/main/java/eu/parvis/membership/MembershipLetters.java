package eu.parvis.membership;

import eu.parvis.account.Account;
import eu.parvis.company.Verification;
import eu.parvis.crypto.Ids;
import eu.parvis.crypto.References;
import eu.parvis.crypto.Secret;
import eu.parvis.mail.Letter;
import eu.parvis.values.Person;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The mails about memberships; their texts are in {@code templates/mail}. */
final class MembershipLetters {

    private final References references;
    private final Ids ids;

    MembershipLetters(SecureRandom random) {
        this.references = new References(random);
        this.ids = new Ids(random);
    }

    /**
     * Two mails for a new account: first the identifier, then the password, because one mail must not contain both
     * (CG-30).
     */
    List<Letter> invitation(Account account, MembershipNotice welcome, TemporaryPassword password, Instant validUntil) {
        var group = ids.next();
        var reference = references.next();
        var to = Addressee.of(account);
        var identifier = Map.of(
                "inviter", welcome.author(),
                "organisation", welcome.organisation(),
                "roles", Role.labels(welcome.roles(), to.language()),
                "identifier", account.identifier());
        var secret = Map.of("organisation", welcome.organisation(), "validUntil", validUntil.toString());
        return List.of(
                letter(group, 0, "invitation-identifier", to, reference, identifier, Optional.empty()),
                letter(group, 1, "invitation-password", to, reference, secret, Optional.of(password.text())));
    }

    /** Two mails for a person with an account and a password, who accepts after sign-in. */
    List<Letter> invitation(Account account, MembershipNotice welcome) {
        var group = ids.next();
        var reference = references.next();
        var to = Addressee.of(account);
        var known = Map.of(
                "inviter", welcome.author(),
                "organisation", welcome.organisation(),
                "identifier", account.identifier());
        var answer =
                Map.of("organisation", welcome.organisation(), "roles", Role.labels(welcome.roles(), to.language()));
        return List.of(
                letter(group, 0, "invitation-account", to, reference, known, Optional.empty()),
                letter(group, 1, "invitation-answer", to, reference, answer, Optional.empty()));
    }

    Letter invitationDeclined(Addressee to, Person invited, String organisation) {
        return letter(
                to,
                "invitation-declined",
                Map.of(
                        "invited", invited.name(),
                        "invitedEmail", invited.email().value(),
                        "organisation", organisation));
    }

    Letter reactivated(Addressee to, MembershipNotice welcome) {
        return letter(
                to,
                "reactivated",
                Map.of(
                        "inviter", welcome.author(),
                        "organisation", welcome.organisation(),
                        "roles", Role.labels(welcome.roles(), to.language())));
    }

    Letter rolesChanged(Addressee to, MembershipNotice welcome) {
        return letter(
                to,
                "roles-changed",
                Map.of(
                        "author", welcome.author(),
                        "organisation", welcome.organisation(),
                        "roles", Role.labels(welcome.roles(), to.language())));
    }

    Letter deactivated(Addressee to, String author, String organisation) {
        return letter(to, "deactivated", Map.of("author", author, "organisation", organisation));
    }

    Letter verificationResult(Addressee to, String organisation, Verification verification) {
        return letter(
                to,
                "verification-result",
                Map.of(
                        "organisation", organisation,
                        "number", verification.number(),
                        "result", verification.state().name()));
    }

    private Letter letter(Addressee to, String occasion, Map<String, String> content) {
        return letter(ids.next(), 0, occasion, to, references.next(), content, Optional.empty());
    }

    private Letter letter(
            UUID group,
            int position,
            String occasion,
            Addressee to,
            String reference,
            Map<String, String> content,
            Optional<Secret> secret) {
        var all = new HashMap<>(content);
        all.put("name", to.name());
        return new Letter(ids.next(), group, position, occasion, to.email(), to.language(), reference, all, secret);
    }
}
