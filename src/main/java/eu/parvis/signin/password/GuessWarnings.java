package eu.parvis.signin.password;

import eu.parvis.account.Account;
import eu.parvis.audit.Entry;
import eu.parvis.db.Sql;
import eu.parvis.mail.Letter;
import eu.parvis.mail.Letters;
import eu.parvis.mail.MailApi;
import eu.parvis.mail.Occasion;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/**
 * Tells owners by mail, at most once a day, that somebody tries passwords at their account. A recurring duty and not
 * part of a sign-in, whose time must not depend on the account.
 */
final class GuessWarnings {

    private final SigninServices services;
    private final Letters letters;

    GuessWarnings(SigninServices services, SecureRandom random) {
        this.services = services;
        this.letters = Letters.drawnFrom(random);
    }

    Future<Void> send() {
        return services.attempts()
                .guessed(services.database(), services.now())
                .compose(accounts ->
                        Future.join(accounts.stream().map(this::warn).toList()))
                .mapEmpty();
    }

    private Future<Void> warn(UUID id) {
        return services.database()
                .inTransaction(sql -> services.attempts()
                        .warn(sql, id, services.now())
                        .compose(last -> last.map(at -> warn(sql, id, at)).orElseGet(Future::succeededFuture)))
                .onSuccess(queued -> services.bus().publish(MailApi.QUEUED, new MailApi.Queued()));
    }

    private Future<Void> warn(Sql sql, UUID id, Instant last) {
        return services.accounts()
                .byId(sql, id)
                .compose(found -> found.filter(account -> account.state() != Account.State.CLOSED)
                        .map(account -> services.mails()
                                .queue(sql, letter(account, last))
                                .compose(queued -> services.journal()
                                        .record(
                                                sql,
                                                Entry.done(SigninEvent.GUESSING_REPORTED)
                                                        .by(id))))
                        .orElseGet(Future::succeededFuture));
    }

    private Letter letter(Account to, Instant last) {
        return letters.letter(Occasion.PASSWORD_GUESSED, to.addressee())
                .with("identifier", to.identifier())
                .with("triedAt", last.toString())
                .build();
    }
}
