package eu.parvis.signin;

import eu.parvis.account.AccountStore;
import eu.parvis.account.AttemptStore;
import eu.parvis.audit.AuditStore;
import eu.parvis.bus.Bus;
import eu.parvis.config.Configuration;
import eu.parvis.crypto.Ids;
import eu.parvis.crypto.SecretBox;
import eu.parvis.db.Database;
import eu.parvis.mail.MailStore;
import eu.parvis.organisation.OrganisationStore;
import eu.parvis.session.SessionStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;

/** What the rules of this journey work with. */
record Tools(
        Bus bus,
        Database database,
        Configuration configuration,
        Clock clock,
        Ids ids,
        AccountStore accounts,
        AttemptStore attempts,
        OrganisationStore organisations,
        SessionStore sessions,
        MailStore mails,
        AuditStore journal) {

    static Tools of(
            Bus bus, Database database, Configuration configuration, SecretBox box, Clock clock, SecureRandom random) {
        return new Tools(
                bus,
                database,
                configuration,
                clock,
                new Ids(random),
                new AccountStore(),
                new AttemptStore(configuration.limits()),
                new OrganisationStore(),
                new SessionStore(configuration.session(), random),
                new MailStore(box, clock),
                new AuditStore(clock));
    }

    Instant now() {
        return clock.instant();
    }
}
