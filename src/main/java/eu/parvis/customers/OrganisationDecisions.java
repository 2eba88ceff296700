package eu.parvis.customers;

import eu.parvis.audit.Entry;
import eu.parvis.bus.Failure;
import eu.parvis.company.Verification;
import eu.parvis.company.VerificationStore;
import eu.parvis.customers.CustomersApi.Decide;
import eu.parvis.customers.CustomersApi.OrganisationFile;
import eu.parvis.db.Sql;
import eu.parvis.mail.Letter;
import eu.parvis.mail.MailApi;
import eu.parvis.mail.Occasion;
import eu.parvis.membership.Member;
import io.vertx.core.Future;
import java.util.Optional;

/** Accepts and refuses organisations. */
final class OrganisationDecisions {

    private final CustomersServices services;
    private final Customers customers;

    OrganisationDecisions(CustomersServices services, Customers customers) {
        this.services = services;
        this.customers = customers;
    }

    Future<OrganisationFile> decide(Decide command) {
        return services.database()
                .inTransaction(sql -> VerificationStore.lock(sql, command.id())
                        .map(found -> found.orElseThrow(Failure::notFound))
                        .compose(verification -> decide(sql, command, verification))
                        .compose(decided -> customers.organisation(sql, command.id())))
                .onSuccess(decided -> services.bus().publish(MailApi.QUEUED, new MailApi.Queued()));
    }

    private Future<Void> decide(Sql sql, Decide command, Verification verification) {
        if (command.seen().isPresent() && command.seen().get() != verification.state()) {
            throw Failure.of(Failure.Kind.PRECONDITION_FAILED, "problem.changed");
        }
        var decision = new Verification.Decision(
                command.accepted(),
                verification.state(),
                command.reason(),
                command.evidence(),
                Optional.of(command.by().account()),
                services.clock().instant());
        if (verification.decision().filter(decision::isRepetitionOf).isPresent()) {
            return Future.succeededFuture();
        }
        return VerificationStore.decide(sql, command.id(), decision)
                .compose(stored -> services.journal().record(sql, entry(command, verification)))
                .compose(recorded -> mail(sql, command));
    }

    private static Entry entry(Decide command, Verification verification) {
        var event = command.accepted() ? CustomersEvent.ORGANISATION_ACCEPTED : CustomersEvent.ORGANISATION_REFUSED;
        var entry = Entry.done(event)
                .by(command.by().account())
                .from(command.by().address())
                .in(command.id())
                .on(command.id())
                .with("register", verification.state());
        return command.reason().map(reason -> entry.with("reason", reason)).orElse(entry);
    }

    private Future<Void> mail(Sql sql, Decide command) {
        return services.organisations()
                .byId(sql, command.id())
                .compose(organisation -> services.members()
                        .members(sql, command.id())
                        .map(members -> members.stream()
                                .filter(Member::administers)
                                .map(member -> letter(
                                        member, organisation.orElseThrow().name(), command))
                                .toArray(Letter[]::new)))
                .compose(letters -> services.mails().queue(sql, letters));
    }

    private Letter letter(Member administrator, String organisation, Decide command) {
        return services.letters()
                .letter(Occasion.VERIFICATION_DECIDED, administrator.addressee())
                .with("organisation", organisation)
                .with("decision", command.accepted() ? "ACCEPTED" : "REFUSED")
                .with("reason", command.reason().orElse(""))
                .build();
    }
}
