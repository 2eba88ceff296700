package eu.parvis.registration;

import eu.parvis.audit.AuditStore;
import eu.parvis.audit.Entry;
import eu.parvis.audit.Event;
import eu.parvis.crypto.References;
import eu.parvis.db.OneByOne;
import eu.parvis.db.Sql;
import eu.parvis.mail.Letter;
import eu.parvis.mail.MailApi;
import eu.parvis.organisation.Member;
import eu.parvis.organisation.Organisation;
import eu.parvis.organisation.OrganisationStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What nobody finished: drafts past their time, and organisations that nobody activated, whose numbers are free again. */
final class Abandoned {

    private static final Logger LOG = LoggerFactory.getLogger(Abandoned.class);
    private static final int BATCH = 50;

    private final RegistrationVerticle.Tools tools;
    private final OrganisationStore organisations = new OrganisationStore();
    private final AuditStore journal;
    private final References references;

    Abandoned(RegistrationVerticle.Tools tools) {
        this.tools = tools;
        this.journal = new AuditStore(tools.clock());
        this.references = new References(tools.random());
    }

    /** Whoever could not be removed holds up neither the others nor the mails about them. */
    Future<Void> sweep() {
        var now = tools.clock().instant();
        return tools.repository()
                .deleteExpired(tools.database(), now)
                .compose(gone -> organisations.unactivated(
                        tools.database(),
                        now.minus(tools.configuration().registration().unactivatedAfter()),
                        BATCH))
                .compose(this::removeEach)
                .onComplete(swept -> tools.bus().publish(MailApi.QUEUED, new MailApi.Queued()))
                .onFailure(cause -> LOG.warn("The sweep of abandoned registrations failed: {}", cause.getMessage()));
    }

    private Future<Void> removeEach(List<UUID> ids) {
        return OneByOne.each(ids, Function.identity(), id -> tools.database().inTransaction(sql -> remove(sql, id)));
    }

    private Future<Void> remove(Sql sql, UUID id) {
        return organisations
                .byId(sql, id)
                .compose(organisation -> organisation.isEmpty()
                        ? Future.succeededFuture()
                        : organisations
                                .members(sql, id)
                                .compose(members -> organisations
                                        .remove(sql, id)
                                        .compose(gone -> gone
                                                ? tell(sql, organisation.get(), members)
                                                : Future.succeededFuture())));
    }

    private Future<Void> tell(Sql sql, Organisation organisation, List<Member> members) {
        var entry = Entry.done(Event.ORGANISATION_REMOVED).in(organisation.id());
        var letters = members.stream()
                .filter(Member::founder)
                .map(founder -> letter(organisation, founder))
                .toArray(Letter[]::new);
        return journal.record(sql, entry).compose(recorded -> tools.mails().queue(sql, letters));
    }

    private Letter letter(Organisation organisation, Member founder) {
        var id = tools.ids().next();
        return new Letter(
                id,
                id,
                0,
                "removed",
                founder.person().email().value(),
                founder.language(),
                references.next(),
                Map.of("name", founder.person().name(), "organisation", organisation.name()),
                Optional.empty());
    }
}
