package eu.parvis.registration.organisation;

import eu.parvis.audit.AuditStore;
import eu.parvis.audit.Entry;
import eu.parvis.db.OneByOne;
import eu.parvis.db.Sql;
import eu.parvis.mail.Letter;
import eu.parvis.mail.MailApi;
import eu.parvis.membership.Member;
import eu.parvis.membership.MembershipStore;
import eu.parvis.organisation.Organisation;
import eu.parvis.organisation.OrganisationStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Deletes expired drafts, and removes organisations that nobody activated in time; their numbers are free again. */
final class UnactivatedSweep {

    private static final int BATCH = 50;

    private final RegistrationServices services;
    private final OrganisationStore organisations = new OrganisationStore();
    private final MembershipStore members = new MembershipStore();
    private final AuditStore journal;
    private final RegistrationLetters letters;

    UnactivatedSweep(RegistrationServices services) {
        this.services = services;
        this.journal = new AuditStore(services.clock());
        this.letters = new RegistrationLetters(services.random());
    }

    /** An organisation that cannot be removed holds up neither the others nor the mails about them. */
    Future<Void> sweep() {
        var now = services.clock().instant();
        return services.repository()
                .deleteExpired(services.database(), now)
                .compose(deleted -> organisations.unactivated(
                        services.database(),
                        now.minus(services.configuration()
                                .get(RegistrationSettings.class)
                                .unactivatedAfter()),
                        BATCH))
                .compose(this::removeEach)
                .onComplete(swept -> services.bus().publish(MailApi.QUEUED, new MailApi.Queued()));
    }

    private Future<Void> removeEach(List<UUID> ids) {
        return OneByOne.each(ids, Function.identity(), id -> services.database().inTransaction(sql -> remove(sql, id)));
    }

    private Future<Void> remove(Sql sql, UUID id) {
        return organisations
                .byId(sql, id)
                .compose(organisation -> organisation.isEmpty()
                        ? Future.succeededFuture()
                        : members.members(sql, id)
                                .compose(members -> organisations
                                        .remove(sql, id)
                                        .compose(removed -> removed
                                                ? notifyFounder(sql, organisation.get(), members)
                                                : Future.succeededFuture())));
    }

    private Future<Void> notifyFounder(Sql sql, Organisation organisation, List<Member> members) {
        var entry = Entry.done(RegistrationEvent.ORGANISATION_REMOVED).in(organisation.id());
        var removals = members.stream()
                .filter(Member::founder)
                .map(founder -> letters.organisationRemoved(founder.addressee(), organisation.name()))
                .toArray(Letter[]::new);
        return journal.record(sql, entry).compose(recorded -> services.mails().queue(sql, removals));
    }
}
