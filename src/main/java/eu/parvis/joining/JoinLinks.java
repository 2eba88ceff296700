package eu.parvis.joining;

import eu.parvis.crypto.Secret;
import eu.parvis.crypto.Signature;
import eu.parvis.joining.JoinRequest.Asked;
import java.util.Optional;
import java.util.UUID;

/**
 * The links by which people without a session meet a request to join. Their tokens are signed, not stored, and what a
 * link may still do is read from the request.
 */
final class JoinLinks {

    private static final String FOLLOWING = "join";
    private static final String DECIDING = "join-decision";

    private final Signature signature;

    JoinLinks(Signature signature) {
        this.signature = signature;
    }

    /** The requester's, for as long as the request is known. */
    Secret following(UUID request) {
        return new Secret(signature.sign(FOLLOWING, request.toString()));
    }

    static String followingPath(UUID request) {
        return "/join/" + request + "?token=";
    }

    boolean follows(UUID request, Secret token) {
        return signature.verify(FOLLOWING, token.text()).equals(Optional.of(request.toString()));
    }

    /** Of whoever is asked now; worth nothing once somebody else is asked, or somebody has decided. */
    Secret deciding(UUID request, Asked asked) {
        return new Secret(signature.sign(DECIDING, request + " " + asked));
    }

    static String decidingPath(UUID request) {
        return "/join-decision/" + request + "?token=";
    }

    /** Who was asked by this link. */
    Optional<Asked> asked(UUID request, Secret token) {
        return signature
                .verify(DECIDING, token.text())
                .map(payload -> payload.split(" "))
                .filter(parts -> parts[0].equals(request.toString()))
                .map(parts -> Asked.valueOf(parts[1]));
    }
}
