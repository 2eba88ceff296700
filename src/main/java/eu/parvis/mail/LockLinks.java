package eu.parvis.mail;

import eu.parvis.crypto.Secret;
import eu.parvis.crypto.Signature;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The links in mails about the safety of an account, which lock it. They are signed and not stored: a mail gets its link
 * when it is written. The caller decides how long a link is valid.
 */
public record LockLinks(Signature signature) {

    /** The page of the link, to which the token is appended. */
    static final String PATH = "/lock-account?token=";

    /** Key of the content that is the account. */
    static final String ACCOUNT = "account";

    private static final String PURPOSE = "lock account";
    private static final char BETWEEN = ' ';

    /**
     * A link that is ours.
     *
     * @param issuedAt when its mail was queued
     */
    public record LockLink(UUID account, Instant issuedAt) {}

    String token(UUID account, Instant issuedAt) {
        return signature.sign(PURPOSE, account.toString() + BETWEEN + issuedAt.toEpochMilli());
    }

    /** Empty if the token was not signed for this purpose. */
    public Optional<LockLink> read(Secret token) {
        return signature.verify(PURPOSE, token.text()).map(LockLinks::link);
    }

    private static LockLink link(String payload) {
        var end = payload.indexOf(BETWEEN);
        return new LockLink(
                UUID.fromString(payload.substring(0, end)),
                Instant.ofEpochMilli(Long.parseLong(payload.substring(end + 1))));
    }
}
