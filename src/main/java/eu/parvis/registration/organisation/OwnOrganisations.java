package eu.parvis.registration.organisation;

import eu.parvis.account.Account;
import eu.parvis.account.AccountStore;
import eu.parvis.audit.AuditStore;
import eu.parvis.audit.Entry;
import eu.parvis.company.Verification;
import eu.parvis.crypto.References;
import eu.parvis.db.EffectStore;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailApi;
import eu.parvis.membership.Member;
import eu.parvis.membership.Membership;
import eu.parvis.membership.MembershipStore;
import eu.parvis.membership.Role;
import eu.parvis.organisation.Organisation;
import eu.parvis.organisation.OrganisationStore;
import eu.parvis.registration.organisation.RegistrationApi.Add;
import eu.parvis.registration.organisation.RegistrationApi.HasRegistered;
import eu.parvis.registration.organisation.RegistrationApi.OfferedOrganisation;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * Registers the organisation of a person who is signed in. It is active at once, because its administrator is known; the
 * contacts are named afterwards.
 */
final class OwnOrganisations {

    private final RegistrationServices services;
    private final Enrolment enrolment;
    private final AccountStore accounts = new AccountStore();
    private final OrganisationStore organisations = new OrganisationStore();
    private final MembershipStore members = new MembershipStore();
    private final AuditStore journal;
    private final EffectStore effects;
    private final RegistrationLetters letters;
    private final References references;

    OwnOrganisations(RegistrationServices services, Enrolment enrolment) {
        this.services = services;
        this.enrolment = enrolment;
        this.journal = new AuditStore(services.clock());
        this.effects = new EffectStore(services.box());
        this.letters = new RegistrationLetters(services.random());
        this.references = new References(services.random());
    }

    Future<OfferedOrganisation> add(Add command) {
        return Registrations.verification(services.bus(), command.organisation())
                .compose(verification -> services.database()
                        .inTransaction(sql -> effects.once(
                                sql,
                                command.once(),
                                OfferedOrganisation.class,
                                services.clock().instant(),
                                () -> add(sql, command, verification))))
                .onSuccess(added -> {
                    services.bus().publish(MailApi.QUEUED, new MailApi.Queued());
                    services.bus().publish(RegistrationApi.REGISTERED, new HasRegistered(added.organisationId()));
                });
    }

    private Future<OfferedOrganisation> add(Sql sql, Add command, Verification verification) {
        return accounts.lock(sql, command.account()).compose(found -> {
            var owner = found.orElseThrow();
            var submission = new Submission(
                    services.ids().next(), command.organisation(), owner.person(), owner.language(), verification);
            return founded(sql, submission, owner)
                    .compose(known -> known.map(Future::succeededFuture)
                            .orElseGet(() -> add(sql, submission, owner, command.networkAddress())));
        });
    }

    /** The organisation with this number, if this person has registered it: a repeated call changes nothing. */
    private Future<Optional<OfferedOrganisation>> founded(Sql sql, Submission submission, Account owner) {
        var number = submission.organisation().number();
        if (number.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        return Future.all(organisations.byNumber(sql, number.get()), members.memberships(sql, owner.id()))
                .map(both -> {
                    Optional<Organisation> known = both.resultAt(0);
                    List<Membership> own = both.resultAt(1);
                    return known.filter(one -> own.stream()
                                    .anyMatch(membership -> membership.founder()
                                            && membership.organisation().equals(one.id())))
                            .map(one -> new OfferedOrganisation(one.id(), one.name(), true));
                });
    }

    private Future<OfferedOrganisation> add(Sql sql, Submission submission, Account owner, String from) {
        var id = submission.organisationId();
        var name = submission.organisation().name().value();
        var reference = references.next();
        var entry = Entry.done(RegistrationEvent.ORGANISATION_ADDED_TO_ACCOUNT)
                .by(owner.id())
                .in(id)
                .on(reference)
                .from(from);
        return enrolment
                .insertOrganisation(sql, submission)
                .recover(OwnerOffers::asAlreadyRegistered)
                .compose(inserted ->
                        enrolment.addFounder(sql, submission, owner.id(), Role.OF_OWNER, Member.State.ACTIVE))
                .compose(added ->
                        organisations.activate(sql, id, services.clock().instant()))
                .compose(active -> journal.record(sql, entry))
                .compose(recorded -> services.mails().queue(sql, letters.organisationAdded(owner, reference, name)))
                .map(new OfferedOrganisation(id, name, true));
    }
}
