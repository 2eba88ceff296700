package eu.parvis.joining;

import eu.parvis.crypto.Ids;
import eu.parvis.crypto.Secret;
import eu.parvis.mail.Letter;
import eu.parvis.membership.Addressee;
import eu.parvis.membership.Role;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The mails about requests to join; their texts are in {@code templates/mail}. */
final class JoinLetters {

    /** Occasions of mails that visitors without account can trigger; they have their own quota. */
    static final Set<String> TO_REQUESTER = Set.of("join-received");

    private final Ids ids;

    JoinLetters(SecureRandom random) {
        this.ids = new Ids(random);
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

    /**
     * Asks for a decision.
     *
     * @param token appended to the path; empty if the recipient signs in to decide
     */
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
                        "roles", Role.labels(roles, request.language())));
    }

    Letter joinRefused(JoinRequest request) {
        return outcome(request, "join-refused", Map.of("organisation", request.organisationName()));
    }

    Letter joinExpired(JoinRequest request) {
        return outcome(request, "join-expired", Map.of("organisation", request.organisationName()));
    }

    private Letter outcome(JoinRequest request, String occasion, Map<String, String> content) {
        var to = Addressee.of(request.person(), request.language());
        return letter(ids.next(), 0, occasion, to, request.reference(), content, Optional.empty());
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
