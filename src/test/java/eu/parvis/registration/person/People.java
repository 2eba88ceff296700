package eu.parvis.registration.person;

import eu.parvis.Await;
import eu.parvis.account.Account;
import eu.parvis.account.AccountStore;
import eu.parvis.crypto.Identifiers;
import eu.parvis.crypto.Ids;
import eu.parvis.values.EmailAddress;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import eu.parvis.values.PersonName;
import java.util.Optional;

/** People who have an account before they come to the door. */
final class People {

    private final PersonDoor door;

    People(PersonDoor door) {
        this.door = door;
    }

    void account(String email) {
        var random = door.portal.foundation.random();
        var person = new Person(
                new PersonName("Ada"), new PersonName("Lovelace"), EmailAddress.parse(email), Optional.empty());
        var account = new Account(
                new Ids(random).next(),
                new Identifiers(random).next(),
                person,
                Language.FR,
                Account.State.ACTIVE,
                Account.Step.DONE);
        Await.done(
                new AccountStore().insertActive(door.portal.sql, account, "$argon2id$", door.portal.clock.instant()));
    }

    /** An account that has changed its address, which can be undone until the end of 2026. */
    void former(String former, String present) {
        account(present);
        door.portal.database.execute("""
                INSERT INTO email_change (id, account_id, new_email, token_hash, asked_at, mailed_at, expires_at, state,
                                          confirmed_at, former_email, undo_token_hash, undo_until)
                SELECT id, id, email, 'a' || email::bytea, created_at, created_at, created_at, 'CONFIRMED', created_at,
                       '%s', 'b' || email::bytea, '2026-12-31Z'
                FROM account WHERE email = '%s'
                """.formatted(former, present));
    }
}
