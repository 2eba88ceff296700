package eu.parvis.organisation;

import eu.parvis.account.Account;
import eu.parvis.company.Verification;
import eu.parvis.crypto.Ids;
import eu.parvis.crypto.References;
import eu.parvis.crypto.Secret;
import eu.parvis.mail.Letter;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import eu.parvis.words.Words;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The mails of this package; {@code templates/mail} holds their words. */
final class Letters {

    /** To whoever asks to join, whoever they are. */
    static final Set<String> TO_WHO_ASKS = Set.of("join-received");

    private final References references;
    private final Ids ids;

    Letters(SecureRandom random) {
        this.references = new References(random);
        this.ids = new Ids(random);
    }

    /** Identifier first, then the password: never both in one mail (CG-30). */
    List<Letter> invitation(Account account, Welcome welcome, TemporaryPassword password, Instant validUntil) {
        var group = ids.next();
        var reference = references.next();
        var to = Addressee.of(account);
        var identifier = Map.of(
                "inviter", welcome.author(),
                "organisation", welcome.organisation(),
                "roles", inWords(welcome.roles(), to.language()),
                "identifier", account.identifier());
        var secret = Map.of("organisation", welcome.organisation(), "validUntil", validUntil.toString());
        return List.of(
                letter(group, 0, "invitation-identifier", to, reference, identifier, Optional.empty()),
                letter(group, 1, "invitation-password", to, reference, secret, Optional.of(password.text())));
    }

    /** Two as well, for who has an account and something to sign in with: it is theirs to accept. */
    List<Letter> invitation(Account account, Welcome welcome) {
        var group = ids.next();
        var reference = references.next();
        var to = Addressee.of(account);
        var known = Map.of(
                "inviter", welcome.author(),
                "organisation", welcome.organisation(),
                "identifier", account.identifier());
        var answer = Map.of("organisation", welcome.organisation(), "roles", inWords(welcome.roles(), to.language()));
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

    Letter reactivated(Addressee to, Welcome welcome) {
        return letter(
                to,
                "reactivated",
                Map.of(
                        "inviter", welcome.author(),
                        "organisation", welcome.organisation(),
                        "roles", inWords(welcome.roles(), to.language())));
    }

    Letter rolesChanged(Addressee to, Welcome welcome) {
        return letter(
                to,
                "roles-changed",
                Map.of(
                        "author", welcome.author(),
                        "organisation", welcome.organisation(),
                        "roles", inWords(welcome.roles(), to.language())));
    }

    Letter deactivated(Addressee to, String author, String organisation) {
        return letter(to, "deactivated", Map.of("author", author, "organisation", organisation));
    }

    Letter joinReceived(JoinRequest request, String path, Secret token) {
        return letter(
                ids.next(),
                0,
                "join-received",
                Addressee.of(request.person(), request.language()),
                request.reference(),
                Map.of("organisation", request.organisationName(), "path", path),
                Optional.of(token));
    }

    /** @param token at the end of the path; empty for who signs in to decide */
    Letter joinAsked(JoinRequest request, Addressee to, String path, Optional<Secret> token) {
        return letter(
                ids.next(),
                0,
                "join-asked",
                to,
                request.reference(),
                Map.of(
                        "organisation", request.organisationName(),
                        "requester", request.person().name(),
                        "requesterEmail", request.person().email().value(),
                        "path", path),
                token);
    }

    Letter joinApproved(JoinRequest request, List<Role> roles) {
        return outcome(
                request,
                "join-approved",
                Map.of(
                        "organisation", request.organisationName(),
                        "roles", inWords(roles, request.language())));
    }

    Letter joinRefused(JoinRequest request) {
        return outcome(request, "join-refused", Map.of("organisation", request.organisationName()));
    }

    Letter joinExpired(JoinRequest request) {
        return outcome(request, "join-expired", Map.of("organisation", request.organisationName()));
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

    private Letter outcome(JoinRequest request, String occasion, Map<String, String> content) {
        var to = Addressee.of(request.person(), request.language());
        return letter(ids.next(), 0, occasion, to, request.reference(), content, Optional.empty());
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

    private static String inWords(List<Role> roles, Language language) {
        var words = Words.of(language);
        return roles.stream()
                .map(role -> words.text("organisation.role." + role.name()))
                .collect(Collectors.joining(", "));
    }
}
