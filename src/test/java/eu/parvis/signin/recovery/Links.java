package eu.parvis.signin.recovery;

import eu.parvis.Await;
import eu.parvis.TestPortal;
import eu.parvis.crypto.Tokens;
import java.time.Instant;
import java.util.UUID;

/** Recovery links whose tokens a test knows. */
public final class Links {

    private Links() {}

    public static void add(TestPortal site, String token, UUID account, Instant expiresAt) {
        Await.done(new RecoveryRepository()
                .addLink(site.sql, Tokens.sha256(token), account, site.clock.instant(), expiresAt));
    }
}
