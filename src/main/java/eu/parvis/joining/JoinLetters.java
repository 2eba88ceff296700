package eu.parvis.joining;

import eu.parvis.crypto.Secret;
import eu.parvis.mail.Addressee;
import eu.parvis.mail.Letter;
import eu.parvis.mail.Letters;
import eu.parvis.mail.Occasion;
import eu.parvis.membership.Role;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The mails about requests to join; their texts are in {@code templates/mail}. */
final class JoinLetters {

    /** Occasions of mails that visitors without account can trigger; they have their own quota. */
    static final Set<Occasion> TO_REQUESTER = Set.of(Occasion.JOIN_RECEIVED);

    private final Letters letters;

    JoinLetters(SecureRandom random) {
        this.letters = Letters.drawnFrom(random);
    }

    Letter joinReceived(JoinRequest request, String path, Secret token) {
        return toRequester(Occasion.JOIN_RECEIVED, request)
                .with("path", path)
                .hiding(token)
                .build();
    }

    /**
     * Asks for a decision.
     *
     * @param token appended to the path; empty if the recipient signs in to decide
     */
    Letter joinAsked(JoinRequest request, Addressee to, String path, Optional<Secret> token) {
        return about(Occasion.JOIN_ASKED, request, to)
                .with("requester", request.person().name())
                .with("requesterEmail", request.person().email().value())
                .with("path", path)
                .hiding(token)
                .build();
    }

    Letter joinApproved(JoinRequest request, List<Role> roles) {
        return toRequester(Occasion.JOIN_APPROVED, request)
                .with("roles", Role.labels(roles, request.language()))
                .build();
    }

    Letter joinRefused(JoinRequest request) {
        return toRequester(Occasion.JOIN_REFUSED, request).build();
    }

    Letter joinExpired(JoinRequest request) {
        return toRequester(Occasion.JOIN_EXPIRED, request).build();
    }

    private Letters.Builder toRequester(Occasion occasion, JoinRequest request) {
        return about(occasion, request, Addressee.of(request.person(), request.language()));
    }

    private Letters.Builder about(Occasion occasion, JoinRequest request, Addressee to) {
        return letters.letter(occasion, to).under(request.reference()).with("organisation", request.organisationName());
    }
}
