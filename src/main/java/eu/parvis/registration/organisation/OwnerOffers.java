package eu.parvis.registration.organisation;

import eu.parvis.account.Account;
import eu.parvis.account.AccountStore;
import eu.parvis.account.AddressHolder;
import eu.parvis.audit.AuditStore;
import eu.parvis.audit.Entry;
import eu.parvis.db.ConstraintViolation;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailApi;
import eu.parvis.membership.Member;
import eu.parvis.membership.Role;
import eu.parvis.organisation.Organisation;
import eu.parvis.organisation.OrganisationStore;
import eu.parvis.registration.organisation.RegistrationApi.Accept;
import eu.parvis.registration.organisation.RegistrationApi.HasRegistered;
import eu.parvis.registration.organisation.RegistrationApi.Offer;
import eu.parvis.registration.organisation.RegistrationApi.OfferedOrganisation;
import eu.parvis.registration.organisation.RegistrationRepository.StoredRegistration;
import io.vertx.core.Future;
import java.util.UUID;

/**
 * Offers for account owners: a person who registered an organisation with the address of their account can add it after
 * sign-in.
 */
final class OwnerOffers {

    private final RegistrationServices services;
    private final Drafts drafts;
    private final Enrolment enrolment;
    private final AccountStore accounts = new AccountStore();
    private final OrganisationStore organisations = new OrganisationStore();
    private final AuditStore journal;
    private final RegistrationLetters letters;

    /** A submitted registration and the account that holds its e-mail address. */
    private record OwnedRegistration(StoredRegistration row, Submission submission, Account owner) {

        String reference() {
            return row.reference().orElseThrow();
        }

        String name() {
            return submission.organisation().name().value();
        }
    }

    OwnerOffers(RegistrationServices services, Drafts drafts, Enrolment enrolment) {
        this.services = services;
        this.drafts = drafts;
        this.enrolment = enrolment;
        this.journal = new AuditStore(services.clock());
        this.letters = new RegistrationLetters(services.random());
    }

    Future<OfferedOrganisation> offer(Offer command) {
        return services.database()
                .inTransaction(sql -> requireOwned(sql, command.registration(), command.account())
                        .compose(registration -> offerOf(sql, registration)));
    }

    /**
     * Finds the registration if the account holds its address; another person's registration is treated as unknown.
     */
    private Future<OwnedRegistration> requireOwned(Sql sql, UUID id, UUID account) {
        return services.repository()
                .lock(sql, id)
                .map(row -> row.filter(StoredRegistration::submitted)
                        .filter(one -> one.account()
                                .filter(creator -> !creator.equals(account))
                                .isEmpty())
                        .orElseThrow(RegistrationStatus::unknown))
                .compose(row -> owned(sql, row, drafts.submission(row), account));
    }

    private Future<OwnedRegistration> owned(Sql sql, StoredRegistration row, Submission submission, UUID account) {
        return accounts.holder(
                        sql,
                        submission.administrator().email(),
                        services.clock().instant())
                .map(holder -> holder.map(AddressHolder::account)
                        .filter(owner -> owner.id().equals(account))
                        .map(owner -> new OwnedRegistration(row, submission, owner))
                        .orElseThrow(RegistrationStatus::unknown));
    }

    private Future<OfferedOrganisation> offerOf(Sql sql, OwnedRegistration registration) {
        return organisations
                .byId(sql, registration.submission.organisationId())
                .map(organisation -> offerOf(
                        registration, organisation.filter(OwnerOffers::isActive).isPresent()));
    }

    /** While the offer is open, the organisation is pending. */
    private static boolean isActive(Organisation organisation) {
        return organisation.state() == Organisation.State.ACTIVE;
    }

    private static OfferedOrganisation offerOf(OwnedRegistration registration, boolean accepted) {
        return new OfferedOrganisation(registration.submission.organisationId(), registration.name(), accepted);
    }

    Future<OfferedOrganisation> accept(Accept command) {
        return services.database()
                .inTransaction(sql -> requireOwned(sql, command.registration(), command.account())
                        .compose(registration -> offerOf(sql, registration)
                                .compose(offered -> offered.accepted()
                                        ? Future.succeededFuture(offered)
                                        : take(sql, registration, command.networkAddress()))))
                .onSuccess(offered -> {
                    services.bus().publish(MailApi.QUEUED, new MailApi.Queued());
                    services.bus().publish(RegistrationApi.REGISTERED, new HasRegistered(offered.organisationId()));
                });
    }

    private Future<OfferedOrganisation> take(Sql sql, OwnedRegistration registration, String from) {
        var now = services.clock().instant();
        var id = registration.submission.organisationId();
        var account = registration.owner.id();
        return enrolment
                .insertOrganisation(sql, registration.submission)
                .recover(OwnerOffers::asAlreadyRegistered)
                .compose(inserted ->
                        enrolment.addFounder(sql, registration.submission, account, Role.OF_OWNER, Member.State.ACTIVE))
                .compose(added -> organisations.activate(sql, id, now))
                .compose(active -> services.repository().assign(sql, registration.row.id(), id, account))
                .compose(assigned -> journal.record(
                        sql,
                        Entry.done(RegistrationEvent.ORGANISATION_ADDED_TO_ACCOUNT)
                                .by(account)
                                .in(id)
                                .on(registration.reference())
                                .from(from)))
                .compose(recorded -> services.mails()
                        .queue(
                                sql,
                                letters.organisationAdded(
                                        registration.owner, registration.reference(), registration.name())))
                .map(offerOf(registration, true));
    }

    /** The offer was not accepted in time, and the number was registered by another organisation. */
    static Future<Void> asAlreadyRegistered(Throwable cause) {
        return Future.failedFuture(
                ConstraintViolation.of(OrganisationStore.NUMBER_UNIQUE, cause) ? Enrolment.alreadyRegistered() : cause);
    }
}
