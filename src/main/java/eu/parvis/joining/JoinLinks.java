package eu.parvis.joining;

import eu.parvis.crypto.Secret;
import eu.parvis.crypto.Signature;
import eu.parvis.joining.JoinRequest.DecidingParty;
import java.util.Optional;
import java.util.UUID;

/**
 * Signed links for people without a session. Tokens are not stored; the state of the request decides whether a link is
 * still valid.
 */
final class JoinLinks {

    private static final String FOLLOWING = "join";
    private static final String DECIDING = "join-decision";

    private final Signature signature;

    JoinLinks(Signature signature) {
        this.signature = signature;
    }

    /** Token of the requester's link, valid as long as the request is stored. */
    Secret requesterToken(UUID request) {
        return new Secret(signature.sign(FOLLOWING, request.toString()));
    }

    static String followingPath(UUID request) {
        return "/join/" + request + "?token=";
    }

    boolean follows(UUID request, Secret token) {
        return signature.verify(FOLLOWING, token.text()).equals(Optional.of(request.toString()));
    }

    /** Token of the decision link. It becomes invalid when the request is escalated or decided. */
    Secret decisionToken(UUID request, DecidingParty asked) {
        return new Secret(signature.sign(DECIDING, request + " " + asked));
    }

    static String decidingPath(UUID request) {
        return "/join-decision/" + request + "?token=";
    }

    /** The party for whom this decision link was made; empty if the token is invalid. */
    Optional<DecidingParty> decidingParty(UUID request, Secret token) {
        return signature
                .verify(DECIDING, token.text())
                .map(payload -> payload.split(" "))
                .filter(parts -> parts[0].equals(request.toString()))
                .map(parts -> DecidingParty.valueOf(parts[1]));
    }
}
