package eu.parvis.registration.organisation;

import eu.parvis.account.Account;
import eu.parvis.account.AccountStore;
import eu.parvis.audit.AuditStore;
import eu.parvis.audit.Entry;
import eu.parvis.bus.Failure;
import eu.parvis.db.ConstraintViolation;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailApi;
import eu.parvis.membership.Member;
import eu.parvis.organisation.Contact;
import eu.parvis.organisation.Organisation;
import eu.parvis.organisation.OrganisationStore;
import eu.parvis.registration.organisation.RegistrationApi.Accept;
import eu.parvis.registration.organisation.RegistrationApi.HasRegistered;
import eu.parvis.registration.organisation.RegistrationApi.Offer;
import eu.parvis.registration.organisation.RegistrationApi.Offered;
import eu.parvis.registration.organisation.RegistrationRepository.Kept;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
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

    private record Theirs(Kept kept, Submission submission, Account account) {

        String reference() {
            return kept.reference().orElseThrow();
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

    Future<Offered> offer(Offer command) {
        return services.database()
                .inTransaction(sql ->
                        theirs(sql, command.registration(), command.account()).compose(theirs -> offered(sql, theirs)));
    }

    /**
     * Finds the registration if its address is that of the account; another person's registration is treated as
     * unknown.
     */
    private Future<Theirs> theirs(Sql sql, UUID registration, UUID account) {
        return Future.join(services.repository().lock(sql, registration), accounts.byId(sql, account))
                .map(both -> {
                    Optional<Kept> kept = both.resultAt(0);
                    Optional<Account> owner = both.resultAt(1);
                    return kept.filter(Kept::submitted)
                            .filter(one -> one.account()
                                    .filter(id -> !id.equals(account))
                                    .isEmpty())
                            .flatMap(one -> owner.map(person -> new Theirs(one, drafts.submission(one), person)))
                            .filter(OwnerOffers::isTheirs)
                            .orElseThrow(() -> Failure.of(Failure.Kind.NOT_FOUND, "registration.unknown"));
                });
    }

    private static boolean isTheirs(Theirs theirs) {
        return theirs.account
                .person()
                .email()
                .key()
                .equals(theirs.submission.administrator().email().key());
    }

    private Future<Offered> offered(Sql sql, Theirs theirs) {
        return organisations
                .byId(sql, theirs.submission.organisationId())
                .map(there -> told(theirs, there.filter(OwnerOffers::isTaken).isPresent()));
    }

    /** A pending organisation is the one that waits for this person. */
    private static boolean isTaken(Organisation organisation) {
        return organisation.state() == Organisation.State.ACTIVE;
    }

    private static Offered told(Theirs theirs, boolean accepted) {
        return new Offered(theirs.submission.organisationId(), theirs.name(), accepted);
    }

    Future<Offered> accept(Accept command) {
        return services.database()
                .inTransaction(sql -> theirs(sql, command.registration(), command.account())
                        .compose(theirs -> offered(sql, theirs)
                                .compose(offered -> offered.accepted()
                                        ? Future.succeededFuture(offered)
                                        : take(sql, theirs, command.networkAddress()))))
                .onSuccess(offered -> {
                    services.bus().publish(MailApi.QUEUED, new MailApi.Queued());
                    services.bus().publish(RegistrationApi.REGISTERED, new HasRegistered(offered.organisationId()));
                });
    }

    private Future<Offered> take(Sql sql, Theirs theirs, String from) {
        var now = services.clock().instant();
        var id = theirs.submission.organisationId();
        var account = theirs.account.id();
        return enrolment
                .found(sql, theirs.submission)
                .recover(OwnerOffers::orExists)
                .compose(founded -> enrolment.addFounder(sql, theirs.submission, account, Member.State.ACTIVE))
                .compose(added -> answersForItself(sql, theirs, now))
                .compose(saved -> organisations.activate(sql, id, now))
                .compose(active -> services.repository().taken(sql, theirs.kept.id(), id, account))
                .compose(taken -> journal.record(
                        sql,
                        Entry.done(RegistrationEvent.ORGANISATION_ADDED_TO_ACCOUNT)
                                .by(account)
                                .in(id)
                                .on(theirs.reference())
                                .from(from)))
                .compose(recorded ->
                        services.mails().queue(sql, letters.added(theirs.account, theirs.reference(), theirs.name())))
                .map(told(theirs, true));
    }

    /** The offer was not accepted in time, and the number was registered by another organisation. */
    private static Future<Void> orExists(Throwable cause) {
        return Future.failedFuture(
                ConstraintViolation.of(OrganisationStore.NUMBER_UNIQUE, cause) ? Enrolment.exists() : cause);
    }

    /** The owner becomes legal representative and billing contact until they name other persons. */
    private Future<Void> answersForItself(Sql sql, Theirs theirs, Instant now) {
        var person = theirs.account.person();
        var account = Optional.of(theirs.account.id());
        var id = theirs.submission.organisationId();
        return organisations
                .saveContact(sql, id, new Contact(Contact.Kind.LEGAL_REPRESENTATIVE, account, person), now)
                .compose(saved -> organisations.saveContact(
                        sql, id, new Contact(Contact.Kind.BILLING_CONTACT, account, person), now));
    }
}
