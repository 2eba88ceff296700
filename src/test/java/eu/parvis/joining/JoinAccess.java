package eu.parvis.joining;

import eu.parvis.Await;
import eu.parvis.crypto.Secret;
import eu.parvis.membership.Registry;
import java.util.UUID;

/** Gives tests of other packages access to package-private parts. */
public final class JoinAccess {

    private JoinAccess() {}

    static JoinSweep sweep(Registry registry) {
        return new JoinSweep(JoinServices.of(registry.portal.foundation));
    }

    /** Runs the escalation of requests without answer. */
    public static void escalate(Registry registry) {
        Await.done(sweep(registry).sweep());
    }

    /** The token of the link by which a person without a session decides. */
    public static Secret deciding(Registry registry, UUID request, JoinRequest.DecidingParty asked) {
        return new JoinLinks(registry.portal.foundation.signature()).decisionToken(request, asked);
    }
}
