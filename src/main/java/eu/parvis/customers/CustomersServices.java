package eu.parvis.customers;

import eu.parvis.account.AccountStore;
import eu.parvis.audit.AuditStore;
import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import eu.parvis.db.Database;
import eu.parvis.mail.Letters;
import eu.parvis.mail.MailStore;
import eu.parvis.membership.MembershipStore;
import eu.parvis.organisation.OrganisationStore;
import java.time.Clock;

/** The stores that the rules of this package share. */
record CustomersServices(
        Bus bus,
        Database database,
        Clock clock,
        AccountStore accounts,
        OrganisationStore organisations,
        MembershipStore members,
        CustomersRepository repository,
        SearchRepository search,
        MailStore mails,
        Letters letters,
        AuditStore journal) {

    static CustomersServices of(Foundation foundation) {
        return new CustomersServices(
                foundation.bus(),
                foundation.database(),
                foundation.clock(),
                new AccountStore(),
                new OrganisationStore(),
                new MembershipStore(),
                new CustomersRepository(),
                new SearchRepository(),
                new MailStore(foundation),
                Letters.drawnFrom(foundation.random()),
                new AuditStore(foundation.clock()));
    }
}
