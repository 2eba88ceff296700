package eu.parvis.request;

import eu.parvis.account.AccountStore;
import eu.parvis.audit.AuditStore;
import eu.parvis.audit.Entry;
import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.capability.Foundation;
import eu.parvis.catalogue.Catalogue;
import eu.parvis.crypto.Ids;
import eu.parvis.crypto.SecretBox;
import eu.parvis.db.Database;
import eu.parvis.db.EffectStore;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailApi;
import eu.parvis.membership.InvitationQuotaStore;
import eu.parvis.membership.Member;
import eu.parvis.membership.MembershipStore;
import eu.parvis.organisation.OrganisationStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** The stores that the rules of this package share. */
record RequestServices(
        Bus bus,
        Database database,
        Clock clock,
        Ids ids,
        Catalogue catalogue,
        AccountStore accounts,
        OrganisationStore organisations,
        MembershipStore members,
        RequestStore requests,
        ProgressStore progress,
        ApprovalStore approvals,
        SupportingDocumentRepository documents,
        RequestRepository repository,
        RequestMailStore mails,
        InvitationQuotaStore quota,
        RequestListRepository lists,
        SecretBox box,
        EffectStore effects,
        AuditStore journal) {

    static RequestServices of(Foundation foundation) {
        var catalogue = Catalogue.of(foundation.configuration());
        return new RequestServices(
                foundation.bus(),
                foundation.database(),
                foundation.clock(),
                new Ids(foundation.random()),
                catalogue,
                new AccountStore(),
                new OrganisationStore(),
                new MembershipStore(),
                new RequestStore(),
                new ProgressStore(catalogue, foundation.clock()),
                new ApprovalStore(catalogue),
                new SupportingDocumentRepository(),
                new RequestRepository(),
                new RequestMailStore(foundation, catalogue),
                new InvitationQuotaStore(foundation),
                new RequestListRepository(),
                foundation.box(),
                new EffectStore(foundation.box()),
                new AuditStore(foundation.clock()));
    }

    Instant now() {
        return clock.instant();
    }

    /** A transaction that queues mails. */
    <T> Future<T> inTransaction(Function<Sql, Future<T>> work) {
        return database.inTransaction(work).onSuccess(done -> bus.publish(MailApi.QUEUED, new MailApi.Queued()));
    }

    /** The requester with the roles that hold inside this transaction. */
    Future<Requester> current(Sql sql, Requester by) {
        return by.organisation()
                .map(organisation -> members.member(sql, organisation, by.account())
                        .map(found -> by.with(found.filter(member -> member.state() == Member.State.ACTIVE)
                                .map(Member::roles)
                                .orElseThrow(() -> Failure.of(Failure.Kind.FORBIDDEN, "problem.forbidden")))))
                .orElseGet(() -> Future.succeededFuture(by.with(List.of())));
    }

    /** A request that the requester sees, which nobody else can change until the transaction ends. */
    Future<CertificateRequest> lock(Sql sql, Requester by, UUID id) {
        return repository
                .find(sql, Access.of(by, catalogue), id)
                .map(found -> found.orElseThrow(Failure::notFound))
                .compose(visible -> requests.lock(sql, id))
                .map(found -> found.orElseThrow(Failure::notFound));
    }

    /**
     * Another person does not see the documents of the former holder, which are deleted; other documents are checked
     * again. The new holder is asked once the request is submitted.
     */
    Future<Void> holderChanged(Sql sql, Requester by, Holder before, CertificateRequest changed) {
        return (before.sharesDocumentsWith(changed.holder())
                        ? requests.checkAgain(sql, changed.id())
                        : documents.discardAll(sql, changed.id(), now()))
                .compose(again ->
                        changed.state() == RequestState.DRAFT ? Future.succeededFuture() : askHolder(sql, by, changed));
    }

    /**
     * Asks the person who is named as holder to confirm the own data; does nothing where nobody has to. Counted like
     * invitations, because an order could write to anybody.
     */
    Future<Void> askHolder(Sql sql, Requester by, CertificateRequest request) {
        if (!request.holder().mustConfirm()) {
            return Future.succeededFuture();
        }
        return quota.requireRoom(
                        sql,
                        RequestEvent.REQUEST_HOLDER_ASKED,
                        request.organisation().orElse(by.account()),
                        now())
                .compose(room -> mails.askHolder(sql, request))
                .compose(asked -> record(sql, by, request, RequestEvent.REQUEST_HOLDER_ASKED));
    }

    Future<Void> record(Sql sql, Requester by, CertificateRequest request, RequestEvent event) {
        return record(sql, by, entry(by, request, event));
    }

    /** An event of one of the request's documents. */
    Future<Void> record(Sql sql, Requester by, CertificateRequest request, RequestEvent event, String document) {
        return record(sql, by, entry(by, request, event).with("document", document));
    }

    private static Entry entry(Requester by, CertificateRequest request, RequestEvent event) {
        return Entry.done(event)
                .by(by.account())
                .from(by.address())
                .on(request.number())
                .with("product", request.product());
    }

    private Future<Void> record(Sql sql, Requester by, Entry entry) {
        return journal.record(sql, by.organisation().map(entry::in).orElse(entry));
    }
}
