package eu.parvis.deletion;

import eu.parvis.account.Account;
import eu.parvis.account.DeletionStore;
import eu.parvis.account.EmailChangeStore;
import eu.parvis.capability.Foundation;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailStore;
import eu.parvis.mail.Occasion;
import eu.parvis.membership.DepartureStore;
import eu.parvis.session.SessionApi;
import eu.parvis.session.SessionStore;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** Ends an account and erases its person from every table, inside the caller's transaction. */
final class Erasure {

    private final SessionStore sessions;
    private final MailStore mails;
    private final DepartureStore departures;
    private final DeletionStore accounts = new DeletionStore();
    private final EmailChangeStore emails = new EmailChangeStore();
    private final ErasureRepository repository = new ErasureRepository();

    Erasure(Foundation foundation) {
        this.sessions = new SessionStore(foundation.configuration(), foundation.random());
        this.mails = new MailStore(foundation);
        this.departures = new DepartureStore(foundation);
    }

    /** The account must be locked. Mails that wait for the person are cancelled, so queue the last one afterwards. */
    Future<Void> erase(Sql sql, Account account, Instant now) {
        return sessions.endAll(sql, account.id(), SessionApi.Ending.DELETED, now)
                .compose(ended -> cancelMails(sql, account))
                .compose(cancelled -> departures.leaveAll(sql, account.id()))
                .compose(left -> repository.erase(
                        sql, account.id(), account.person().email().key()))
                .compose(erased -> accounts.close(sql, account.id(), now));
    }

    private Future<Void> cancelMails(Sql sql, Account account) {
        return emails.cancelOpen(sql, account.id())
                .compose(changing -> changing.map(
                                address -> mails.cancel(sql, address.key(), Set.of(Occasion.EMAIL_CHANGE)))
                        .orElseGet(Future::succeededFuture))
                .compose(cancelled -> mails.cancel(sql, account.person().email().key(), EnumSet.allOf(Occasion.class)));
    }
}
