package eu.parvis.joining;

import eu.parvis.Await;
import eu.parvis.crypto.Secret;
import eu.parvis.membership.Registry;
import java.util.UUID;

/** What tests of other packages need from behind the face of this one. */
public final class JoinAccess {

    private JoinAccess() {}

    static JoinSweep sweep(Registry registry) {
        return new JoinSweep(JoinServices.of(registry.portal.foundation));
    }

    /** Escalates requests that nobody answered in time. */
    public static void escalate(Registry registry) {
        Await.done(sweep(registry).sweep());
    }

    /** The token of the link by which a person without a session decides. */
    public static Secret deciding(Registry registry, UUID request, JoinRequest.Asked asked) {
        return new JoinLinks(registry.portal.foundation.signature()).deciding(request, asked);
    }
}
