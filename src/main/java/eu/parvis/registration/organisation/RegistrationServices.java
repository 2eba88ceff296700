package eu.parvis.registration.organisation;

import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import eu.parvis.config.Configuration;
import eu.parvis.crypto.Ids;
import eu.parvis.crypto.SecretBox;
import eu.parvis.crypto.Tokens;
import eu.parvis.db.Database;
import eu.parvis.mail.MailStore;
import java.security.SecureRandom;
import java.time.Clock;

/** The stores and settings that the rules of this package share. */
record RegistrationServices(
        Bus bus,
        Database database,
        Configuration configuration,
        SecretBox box,
        Clock clock,
        SecureRandom random,
        RegistrationRepository repository,
        MailStore mails,
        Tokens tokens,
        Ids ids) {

    static RegistrationServices of(Foundation foundation) {
        return new RegistrationServices(
                foundation.bus(),
                foundation.database(),
                foundation.configuration(),
                foundation.box(),
                foundation.clock(),
                foundation.random(),
                new RegistrationRepository(),
                new MailStore(foundation),
                new Tokens(foundation.random()),
                new Ids(foundation.random()));
    }
}
