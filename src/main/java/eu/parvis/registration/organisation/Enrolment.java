package eu.parvis.registration.organisation;

import eu.parvis.account.Account;
import eu.parvis.account.AccountStore;
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
import eu.parvis.membership.TemporaryPassword;
import eu.parvis.organisation.Organisation;
import eu.parvis.organisation.OrganisationStore;
import eu.parvis.registration.organisation.RegistrationRepository.Kept;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What one transaction writes for a registration beside itself: the organisation, its administrator's account and both
 * mails. Where the address has an account the organisation waits for its owner, and two other mails tell them.
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

    /** The registration, and the token that finds it. */
    record Enrolling(Kept kept, String token) {}

    Enrolment(RegistrationServices services, Drafts drafts) {
        this.mails = services.mails();
        this.journal = new AuditStore(services.clock());
        this.letters = new RegistrationLetters(services.ids());
        this.identifiers = new Identifiers(services.random());
        this.ids = services.ids();
        this.repository = services.repository();
        this.drafts = drafts;
        this.configuration = services.configuration();
        this.clock = services.clock();
    }

    /**
     * Whether the transaction came to nothing only because somebody was first with the address, the identifier, the number
     * or the reference; or this very call, repeated while it still ran, with the registration itself. Run again it finds
     * what is there.
     */
    static boolean again(Throwable cause) {
        return TAKEN.stream().anyMatch(constraint -> ConstraintViolation.of(constraint, cause));
    }

    /** The organisation is registered already (CG-61). */
    static Failure exists() {
        return Failure.of(Failure.Kind.CONFLICT, "registration.exists");
    }

    /** Who has the address already. Fails where the organisation is registered, or the address had many mails. */
    Future<Optional<Account>> owner(Sql sql, Submission submission) {
        // One trip: a connection answers in the order of the questions. Here, and wherever rows are written.
        var free = requireFree(sql, submission);
        var few = requireFewMails(sql, submission);
        var owner = accounts.byEmail(sql, submission.administrator().email());
        return Future.all(free, few, owner).map(asked -> owner.result());
    }

    /** @param owner of the address, as {@link #owner} found */
    Future<Void> enrol(
            Sql sql,
            Enrolling registration,
            String reference,
            Submission submission,
            Optional<Account> owner,
            TemporaryPassword password,
            String from) {
        return owner.map(known -> tellOwner(sql, registration, reference, submission, known, from))
                .orElseGet(() -> create(sql, registration, reference, submission, password, from));
    }

    /** Whose address is corrected has the organisation already. */
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
                        : Future.failedFuture(exists()));
    }

    /** A form is no means to fill a stranger's mailbox. */
    Future<Void> requireFewMails(Sql sql, Submission submission) {
        return mails.requireQuota(
                sql, submission.administrator().email(), RegistrationLetters.OCCASIONS, "registration.mails.tooMany");
    }

    private Future<Void> tellOwner(
            Sql sql, Enrolling registration, String reference, Submission submission, Account account, String from) {
        var both = letters.forKnownAccount(
                registration.kept().id(),
                reference,
                account,
                submission.organisation().name().value());
        var entry = Entry.done(RegistrationEvent.EXISTING_ADDRESS_MET)
                .by(account.id())
                .in(submission.organisationId())
                .on(reference)
                .from(from);
        return Future.all(
                        found(sql, submission),
                        mails.queue(sql, both.toArray(Letter[]::new)),
                        journal.record(sql, entry),
                        submit(sql, registration, reference, submission, Optional.empty()))
                .mapEmpty();
    }

    private Future<Void> create(
            Sql sql,
            Enrolling registration,
            String reference,
            Submission submission,
            TemporaryPassword password,
            String from) {
        var now = clock.instant();
        var account = account(submission, password, now);
        var organisation = submission.organisationId();
        var both = letters.forNewAccount(
                registration.kept().id(),
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
                        found(sql, submission),
                        addFounder(sql, submission, account.id(), Member.State.INVITED),
                        mails.queue(sql, both.toArray(Letter[]::new)),
                        journal.record(sql, entry),
                        submit(sql, registration, reference, submission, Optional.of(account.id())))
                .mapEmpty();
    }

    /** @param account that was made; empty where there was one already */
    private Future<Void> submit(
            Sql sql, Enrolling registration, String reference, Submission submission, Optional<UUID> account) {
        var now = clock.instant();
        var id = registration.kept().id();
        return repository.submit(
                sql,
                id,
                registration.token(),
                drafts.sealed(id, submission),
                submission.language(),
                now,
                now.plus(configuration.get(RegistrationSettings.class).waitingPage()),
                reference,
                submission.administrator().email().value(),
                submission.organisationId(),
                account);
    }

    /**
     * The organisation, where it is not there yet, and what registers say of it. Also for an address that has an account:
     * else whoever registers the same number once more would see whether it has one.
     */
    Future<Void> found(Sql sql, Submission submission) {
        var now = clock.instant();
        return Future.all(
                        organisations.insert(sql, submission.organisationId(), submission.organisation(), now),
                        VerificationStore.keep(sql, submission.organisationId(), submission.verification(), now))
                .mapEmpty();
    }

    Future<Void> addFounder(Sql sql, Submission submission, UUID account, Member.State state) {
        return members.addMember(
                        sql,
                        NewMember.founder(ids.next(), submission.organisationId(), account, state, clock.instant()))
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
