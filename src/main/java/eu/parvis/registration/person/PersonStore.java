package eu.parvis.registration.person;

import eu.parvis.capability.Foundation;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailStore;
import eu.parvis.mail.Occasion;
import eu.parvis.registration.person.PersonRepository.StoredPerson;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Set;

/** Registrations whose address is not proved, for the recovery of a forgotten password. */
public final class PersonStore {

    private final PersonRepository repository = new PersonRepository();
    private final VerificationMails verifications;
    private final MailStore mails;

    public PersonStore(Foundation foundation) {
        this.verifications = new VerificationMails(foundation);
        this.mails = new MailStore(foundation);
    }

    /** Mails a link that proves the address, if somebody has registered with it and it may receive another such mail. */
    public Future<Void> remind(Sql sql, String emailKey, Instant now) {
        return repository
                .latestWaiting(sql, emailKey, now)
                .compose(row -> row.map(waiting -> remind(sql, waiting, now)).orElseGet(Future::succeededFuture));
    }

    private Future<Void> remind(Sql sql, StoredPerson row, Instant now) {
        return mails.isFull(sql, row.person().email(), Set.of(Occasion.VERIFY_EMAIL_REMINDER))
                .compose(full -> full ? Future.succeededFuture() : mails.queue(sql, verifications.reminder(row, now)));
    }
}
