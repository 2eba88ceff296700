package eu.parvis.desk;

import eu.parvis.account.AccountStore;
import eu.parvis.audit.AuditStore;
import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import eu.parvis.catalogue.Catalogue;
import eu.parvis.crypto.Ids;
import eu.parvis.db.Database;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailApi;
import eu.parvis.organisation.OrganisationStore;
import eu.parvis.request.DetailStore;
import eu.parvis.request.ProgressStore;
import eu.parvis.request.RequestMailStore;
import eu.parvis.request.RequestStore;
import eu.parvis.validation.ValidationStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Function;

/** The stores that the rules of this package share. */
record DeskServices(
        Bus bus,
        Database database,
        Clock clock,
        ZoneId zone,
        Catalogue catalogue,
        AccountStore accounts,
        OrganisationStore organisations,
        RequestStore requests,
        ProgressStore progress,
        DetailStore details,
        RequestMailStore mails,
        DeskRepository repository,
        QueueRepository queue,
        FiguresRepository figures,
        ValidationStore validations,
        Ids ids,
        AuditStore journal) {

    static DeskServices of(Foundation foundation) {
        var configuration = foundation.configuration();
        var catalogue = Catalogue.of(configuration);
        var settings = configuration.get(DeskSettings.class);
        return new DeskServices(
                foundation.bus(),
                foundation.database(),
                foundation.clock(),
                configuration.brand().timeZone(),
                catalogue,
                new AccountStore(),
                new OrganisationStore(),
                new RequestStore(),
                new ProgressStore(catalogue, foundation.clock()),
                new DetailStore(foundation),
                new RequestMailStore(foundation, catalogue),
                new DeskRepository(foundation.box(), settings),
                new QueueRepository(settings),
                new FiguresRepository(),
                new ValidationStore(),
                new Ids(foundation.random()),
                new AuditStore(foundation.clock()));
    }

    Instant now() {
        return clock.instant();
    }

    LocalDate today() {
        return LocalDate.ofInstant(now(), zone);
    }

    /** A transaction that queues mails. */
    <T> Future<T> inTransaction(Function<Sql, Future<T>> work) {
        return database.inTransaction(work).onSuccess(done -> bus.publish(MailApi.QUEUED, new MailApi.Queued()));
    }
}
