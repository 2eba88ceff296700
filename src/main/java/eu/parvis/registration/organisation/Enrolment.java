package eu.parvis.registration.organisation;

import eu.parvis.account.AccountStore;
import eu.parvis.account.AddressHolder;
import eu.parvis.account.NewAccount;
import eu.parvis.audit.AuditStore;
import eu.parvis.audit.Entry;
import eu.parvis.bus.Failure;
import eu.parvis.company.VerificationStore;
import eu.parvis.config.Configuration;
import eu.parvis.crypto.Identifiers;
import eu.parvis.crypto.Ids;
import eu.parvis.db.ConstraintViolation;
import eu.parvis.db.Sql;
import eu.parvis.mail.Letter;
import eu.parvis.mail.MailStore;
import eu.parvis.membership.Member;
import eu.parvis.membership.MembershipSettings;
import eu.parvis.membership.MembershipStore;
import eu.parvis.membership.NewMember;
import eu.parvis.membership.Role;
import eu.parvis.membership.TemporaryPassword;
import eu.parvis.organisation.Organisation;
import eu.parvis.organisation.OrganisationStore;
import eu.parvis.registration.organisation.RegistrationRepository.StoredRegistration;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes everything that belongs to a registration in one transaction: the organisation, the administrator's account
 * and both mails. If the e-mail address already has an account, the organisation waits for its owner, who gets two
 * other mails.
 */
final class Enrolment {

    private static final List<String> TAKEN = List.of(
            AccountStore.IDENTIFIER_TAKEN,
            AccountStore.EMAIL_TAKEN,
            OrganisationStore.NUMBER_UNIQUE,
            RegistrationRepository.TOKEN_TAKEN,
            RegistrationRepository.REFERENCE_TAKEN);

    private final AccountStore accounts = new AccountStore();
    private final OrganisationStore organisations = new OrganisationStore();
    private final MembershipStore members = new MembershipStore();
    private final MailStore mails;
    private final AuditStore journal;
    private final RegistrationLetters letters;
    private final Identifiers identifiers;
    private final Ids ids;
    private final RegistrationRepository repository;
    private final Drafts drafts;
    private final Configuration configuration;
    private final Clock clock;

    /** The registration and its token. */
    record RegistrationWithToken(StoredRegistration row, String token) {

        UUID id() {
            return row.id();
        }
    }

    Enrolment(RegistrationServices services, Drafts drafts) {
        this.mails = services.mails();
        this.journal = new AuditStore(services.clock());
        this.letters = new RegistrationLetters(services.random());
        this.identifiers = new Identifiers(services.random());
        this.ids = services.ids();
        this.repository = services.repository();
        this.drafts = drafts;
        this.configuration = services.configuration();
        this.clock = services.clock();
    }

    /**
     * Whether the transaction failed only because a concurrent one took the address, the identifier, the number or the
     * reference, or because the same call was repeated while it ran. A repetition then finds the existing rows.
     */
    static boolean isRetryable(Throwable cause) {
        return TAKEN.stream().anyMatch(constraint -> ConstraintViolation.of(constraint, cause));
    }

    /** The organisation is already registered (CG-61). */
    static Failure alreadyRegistered() {
        return Failure.of(Failure.Kind.CONFLICT, "registration.exists");
    }

    /**
     * The account that holds the address. Fails if the organisation is already registered, or if the address has received
     * too many mails.
     */
    Future<Optional<AddressHolder>> owner(Sql sql, Submission submission) {
        // Pipelined: the three queries take one round trip. The statements that write do the same.
        var free = requireFree(sql, submission);
        var few = requireFewMails(sql, submission);
        var owner = accounts.holder(sql, submission.administrator().email(), clock.instant());
        return Future.all(free, few, owner).map(asked -> owner.result());
    }

    /** @param owner of the address, as {@link #owner} found */
    Future<Void> enrol(
            Sql sql,
            RegistrationWithToken registration,
            String reference,
            Submission submission,
            Optional<AddressHolder> owner,
            TemporaryPassword password,
            String from) {
        return owner.map(known -> offerToOwner(sql, registration, reference, submission, known, from))
                .orElseGet(() -> create(sql, registration, reference, submission, password, from));
    }

    /** The registration's own organisation does not count, for the case that its address is corrected. */
    private Future<Void> requireFree(Sql sql, Submission submission) {
        var number = submission.organisation().number();
        if (number.isEmpty()) {
            return Future.succeededFuture();
        }
        return organisations
                .byNumber(sql, number.get())
                .compose(known -> known.map(Organisation::id)
                                .filter(id -> !id.equals(submission.organisationId()))
                                .isEmpty()
                        ? Future.succeededFuture()
                        : Future.failedFuture(alreadyRegistered()));
    }

    /** Prevents the form from being used to flood a mailbox. */
    Future<Void> requireFewMails(Sql sql, Submission submission) {
        return mails.requireQuota(
                sql, submission.administrator().email(), RegistrationLetters.OCCASIONS, "registration.mails.tooMany");
    }

    private Future<Void> offerToOwner(
            Sql sql,
            RegistrationWithToken registration,
            String reference,
            Submission submission,
            AddressHolder holder,
            String from) {
        var both = letters.forKnownAccount(
                registration.id(),
                reference,
                holder,
                submission.organisation().name().value());
        var entry = Entry.done(RegistrationEvent.EXISTING_ADDRESS_MET)
                .by(holder.account().id())
                .in(submission.organisationId())
                .on(reference)
                .from(from);
        return Future.all(
                        insertOrganisation(sql, submission),
                        mails.queue(sql, both.toArray(Letter[]::new)),
                        journal.record(sql, entry),
                        submit(sql, registration, reference, submission, Optional.empty()))
                .mapEmpty();
    }

    private Future<Void> create(
            Sql sql,
            RegistrationWithToken registration,
            String reference,
            Submission submission,
            TemporaryPassword password,
            String from) {
        var now = clock.instant();
        var account = account(submission, password, now);
        var organisation = submission.organisationId();
        var both = letters.forNewAccount(
                registration.id(),
                reference,
                account,
                submission.organisation().name().value(),
                password.text());
        var entry = Entry.done(RegistrationEvent.ORGANISATION_REGISTERED)
                .by(account.id())
                .in(organisation)
                .on(reference)
                .from(from);
        return Future.all(
                        accounts.insert(sql, account),
                        insertOrganisation(sql, submission),
                        addFounder(sql, submission, account.id(), Role.OF_FOUNDER, Member.State.INVITED),
                        mails.queue(sql, both.toArray(Letter[]::new)),
                        journal.record(sql, entry),
                        submit(sql, registration, reference, submission, Optional.of(account.id())))
                .mapEmpty();
    }

    /** @param account created by the registration; empty if the address already had one */
    private Future<Void> submit(
            Sql sql,
            RegistrationWithToken registration,
            String reference,
            Submission submission,
            Optional<UUID> account) {
        var now = clock.instant();
        var id = registration.id();
        return repository.submit(
                sql,
                id,
                registration.token(),
                drafts.seal(id, submission),
                submission.language(),
                now,
                now.plus(configuration.get(RegistrationSettings.class).waitingPage()),
                reference,
                submission.administrator().email().value(),
                submission.organisationId(),
                account);
    }

    /**
     * Writes the organisation, unless it exists, and its verification. It is written also if the address has an
     * account: otherwise a second registration of the same number would reveal whether it has.
     */
    Future<Void> insertOrganisation(Sql sql, Submission submission) {
        var now = clock.instant();
        return Future.all(
                        organisations.insert(sql, submission.organisationId(), submission.organisation(), now),
                        VerificationStore.store(sql, submission.organisationId(), submission.verification(), now))
                .mapEmpty();
    }

    Future<Void> addFounder(Sql sql, Submission submission, UUID account, List<Role> roles, Member.State state) {
        var organisation = submission.organisationId();
        return members.addMember(
                        sql, NewMember.founder(ids.next(), organisation, account, roles, state, clock.instant()))
                .mapEmpty();
    }

    private NewAccount account(Submission submission, TemporaryPassword password, Instant now) {
        return new NewAccount(
                ids.next(),
                identifiers.next(),
                submission.administrator(),
                submission.language(),
                password.phc(),
                now.plus(configuration.get(MembershipSettings.class).temporaryPassword()),
                now);
    }
}
