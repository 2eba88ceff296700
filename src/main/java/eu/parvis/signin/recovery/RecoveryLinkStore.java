package eu.parvis.signin.recovery;

import eu.parvis.account.Account;
import eu.parvis.capability.Foundation;
import eu.parvis.crypto.Secret;
import eu.parvis.crypto.Tokens;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailStore;
import eu.parvis.mail.Occasion;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** The mailed links that give access to an account, inside the caller's transaction. */
public final class RecoveryLinkStore {

    private static final Set<Occasion> WITH_LINK =
            Set.of(Occasion.ACCOUNT_LOCKED, Occasion.RECOVERY, Occasion.SIGN_IN_LINK);

    private final RecoveryRepository recoveries = new RecoveryRepository();
    private final SignInLinkRepository signInLinks = new SignInLinkRepository();
    private final MailStore mails;
    private final Tokens tokens;
    private final Duration validity;

    /** A link to choose a new password. */
    public record NewLink(Secret token, Instant validUntil) {

        /** The page of the link, to which the token is appended. */
        public static final String PATH = "/new-password?token=";
    }

    public RecoveryLinkStore(Foundation foundation) {
        this.mails = new MailStore(foundation);
        this.tokens = new Tokens(foundation.random());
        this.validity = foundation.configuration().get(RecoverySettings.class).link();
    }

    public Future<NewLink> add(Sql sql, Account account, Instant now) {
        var link = new NewLink(new Secret(tokens.next()), now.plus(validity));
        return recoveries
                .addLink(sql, Tokens.sha256(link.token().text()), account.id(), now, link.validUntil())
                .map(link);
    }

    /** Voids all links of the account, and cancels the mails that have not left. */
    public Future<Void> voidAll(Sql sql, Account account, Instant now) {
        return recoveries
                .voidLinks(sql, account.id(), now)
                .compose(voided -> signInLinks.voidAll(sql, account.id(), now))
                .compose(voided -> mails.cancel(sql, account.person().email().key(), WITH_LINK));
    }
}
