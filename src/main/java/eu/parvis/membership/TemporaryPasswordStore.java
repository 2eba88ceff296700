package eu.parvis.membership;

import eu.parvis.account.AccountStore;
import eu.parvis.account.Credential;
import eu.parvis.config.Configuration;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailStore;
import eu.parvis.mail.Occasion;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Replaces the temporary password of an account. While a mail with a valid one is on its way, there is no new one:
 * mails overtake each other, and the last to arrive must hold the password that works.
 */
public final class TemporaryPasswordStore {

    /** What became of a new temporary password. */
    public enum Outcome {
        /** It is valid now; mail it. */
        RENEWED,
        /** Not used: a mail with the valid one is on its way, and is sent soon. */
        ON_ITS_WAY,
        /** Not used: the person has chosen a password, or the account is gone. */
        CHOSEN
    }

    private final AccountStore accounts = new AccountStore();
    private final MailStore mails;
    private final Clock clock;
    private final Duration life;

    public TemporaryPasswordStore(MailStore mails, Clock clock, Configuration configuration) {
        this.mails = mails;
        this.clock = clock;
        this.life = configuration.get(MembershipSettings.class).temporaryPassword();
    }

    /** The end of a temporary password that is mailed now. */
    public Instant validUntil() {
        return clock.instant().plus(life);
    }

    /** Locks the account until the transaction ends. Afterwards, publish {@link eu.parvis.mail.MailApi#QUEUED}. */
    public Future<Outcome> renew(Sql sql, UUID account, TemporaryPassword drawn) {
        return accounts.lock(sql, account)
                .compose(locked -> accounts.credential(sql, account))
                .compose(found -> found.filter(Credential::temporary)
                        .map(credential -> renew(sql, credential, drawn))
                        .orElseGet(() -> Future.succeededFuture(Outcome.CHOSEN)));
    }

    private Future<Outcome> renew(Sql sql, Credential credential, TemporaryPassword drawn) {
        var email = credential.account().person().email();
        return mails.isOnItsWay(sql, email, Occasion.WITH_TEMPORARY_PASSWORD)
                .compose(waiting -> waiting && !credential.expired(clock.instant())
                        ? mails.hurry(sql, email, Occasion.WITH_TEMPORARY_PASSWORD)
                                .map(Outcome.ON_ITS_WAY)
                        : replace(sql, credential, drawn));
    }

    private Future<Outcome> replace(Sql sql, Credential credential, TemporaryPassword drawn) {
        var account = credential.account();
        return mails.cancel(sql, account.person().email().key(), Occasion.WITH_TEMPORARY_PASSWORD)
                .compose(cancelled ->
                        accounts.renewTemporaryPassword(sql, account.id(), drawn.phc(), validUntil(), clock.instant()))
                .map(set -> set ? Outcome.RENEWED : Outcome.CHOSEN);
    }
}
