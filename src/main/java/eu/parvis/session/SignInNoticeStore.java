package eu.parvis.session;

import eu.parvis.account.Account;
import eu.parvis.account.AccountStore;
import eu.parvis.account.Credential;
import eu.parvis.capability.Foundation;
import eu.parvis.db.Sql;
import eu.parvis.mail.Letter;
import eu.parvis.mail.Letters;
import eu.parvis.mail.MailStore;
import eu.parvis.mail.Occasion;
import eu.parvis.words.Words;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Set;

/** Tells owners by mail that somebody has signed in from a browser or program that is not known. */
public final class SignInNoticeStore {

    private final AccountStore accounts = new AccountStore();
    private final MailStore mails;
    private final Letters letters;

    public SignInNoticeStore(Foundation foundation) {
        this.mails = new MailStore(foundation);
        this.letters = Letters.drawnFrom(foundation.random());
    }

    /**
     * Queues a mail, in the transaction of the sign-in, unless the device is known or nobody has signed in before. True
     * if one was queued.
     *
     * @param credential as it was before the sign-in
     */
    public Future<Boolean> signedIn(Sql sql, Credential credential, boolean known, NewSession session, Instant at) {
        var account = credential.account();
        if (credential.firstSignIn()) {
            return accounts.noteFirstSignIn(sql, account.id(), at).map(false);
        }
        return known || account.state() != Account.State.ACTIVE
                ? Future.succeededFuture(false)
                : queueUnlessTooMany(sql, letter(account, session, at), account);
    }

    private Future<Boolean> queueUnlessTooMany(Sql sql, Letter letter, Account account) {
        return mails.isFull(sql, account.person().email(), Set.of(Occasion.NEW_DEVICE))
                .compose(full -> full
                        ? Future.succeededFuture(false)
                        : mails.queue(sql, letter).map(true));
    }

    private Letter letter(Account to, NewSession session, Instant at) {
        var words = Words.of(to.language());
        var device = DeviceName.of(session.device())
                .text(words)
                // Mail programs would make a link of a name with a dot.
                .filter(name -> name.indexOf('.') < 0)
                .orElseGet(() -> words.text("mail.new-device.unknown"));
        return letters.letter(Occasion.NEW_DEVICE, to.addressee())
                .with("identifier", to.identifier())
                .with("signedInAt", at.toString())
                .with("device", device)
                .with("address", session.address())
                .build();
    }
}
