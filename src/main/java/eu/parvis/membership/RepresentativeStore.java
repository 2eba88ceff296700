package eu.parvis.membership;

import eu.parvis.audit.AuditStore;
import eu.parvis.audit.Entry;
import eu.parvis.bus.Failure;
import eu.parvis.capability.Foundation;
import eu.parvis.db.Sql;
import eu.parvis.mail.Addressee;
import eu.parvis.mail.MailStore;
import eu.parvis.organisation.Contact;
import eu.parvis.organisation.OrganisationStore;
import eu.parvis.values.Person;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps the contacts of an organisation and the roles of its members in agreement. The legal representative and the
 * billing contact are one person each, with or without an account; of the members only that person has the role.
 */
public final class RepresentativeStore {

    private static final List<Role> NAMED = List.of(Role.LEGAL_REPRESENTATIVE, Role.BILLING_CONTACT);

    private final OrganisationStore organisations = new OrganisationStore();
    private final MembershipStore members = new MembershipStore();
    private final MailStore mails;
    private final AuditStore journal;
    private final MembershipLetters letters;
    private final Clock clock;

    public RepresentativeStore(Foundation foundation) {
        this.mails = new MailStore(foundation);
        this.journal = new AuditStore(foundation.clock());
        this.letters = new MembershipLetters(foundation.random());
        this.clock = foundation.clock();
    }

    /**
     * Replaces the contact of that kind and passes the role on, without telling anybody. {@code CONFLICT
     * users.deactivated} if the person is a deactivated member.
     */
    public Future<Void> save(Sql sql, UUID organisation, Contact contact) {
        return members.members(sql, organisation)
                .compose(all -> requireAccess(all, contact)
                        .compose(has -> organisations.saveContact(sql, organisation, contact, clock.instant()))
                        .compose(saved -> passOn(sql, all, contact)));
    }

    private static Future<Void> requireAccess(List<Member> all, Contact contact) {
        return all.stream()
                        .filter(member -> contact.account().equals(Optional.of(member.account())))
                        .anyMatch(member -> member.state() == Member.State.DEACTIVATED)
                ? Future.failedFuture(Failure.of(Failure.Kind.CONFLICT, "users.deactivated"))
                : Future.succeededFuture();
    }

    private Future<Void> passOn(Sql sql, List<Member> all, Contact contact) {
        Future<Void> done = Future.succeededFuture();
        for (var role :
                NAMED.stream().filter(named -> kind(named) == contact.kind()).toList()) {
            for (var member : all) {
                var named = contact.account().equals(Optional.of(member.account()));
                if (named != member.is(role)) {
                    var roles = named ? Role.with(member.roles(), role) : Role.without(member.roles(), role);
                    done = done.compose(next ->
                            members.setRoles(sql, member.organisation(), member.account(), roles, clock.instant()));
                }
            }
        }
        return done;
    }

    /** Names a contact in the name of an administrator: both persons are told by mail, unless they are the same. */
    public Future<Void> appoint(Sql sql, ActingAdministrator acting, Contact contact) {
        return appoint(sql, Appointment.of(acting), contact);
    }

    private Future<Void> appoint(Sql sql, Appointment by, Contact contact) {
        return organisations
                .contact(sql, by.organisation(), contact.kind())
                .compose(former -> save(sql, by.organisation(), contact)
                        .compose(saved ->
                                former.filter(one -> isSamePerson(one, contact)).isPresent()
                                        ? Future.succeededFuture()
                                        : announce(sql, by, former, contact)));
    }

    /** Removes the contact of that kind, in the name of an administrator. */
    public Future<Void> remove(Sql sql, ActingAdministrator acting, Contact.Kind kind) {
        var entry = Entry.done(MembershipEvent.CONTACT_REMOVED)
                .by(acting.account())
                .in(acting.organisation())
                .with("kind", kind)
                .changes(acting.organisation());
        return organisations
                .removeContact(sql, acting.organisation(), kind)
                .compose(removed -> removed ? journal.record(sql, entry) : Future.succeededFuture());
    }

    private static boolean isSamePerson(Contact former, Contact contact) {
        return former.person().email().key().equals(contact.person().email().key());
    }

    private Future<Void> announce(Sql sql, Appointment by, Optional<Contact> former, Contact contact) {
        var entry = Entry.done(MembershipEvent.CONTACT_NAMED)
                .in(by.organisation())
                .with("kind", contact.kind())
                .with("account", contact.account().map(UUID::toString).orElse("none"))
                .changes(by.organisation());
        var about = contact.account().map(entry::on).orElse(entry);
        return journal.record(sql, by.by().map(about::by).orElse(about))
                .compose(recorded -> members.members(sql, by.organisation()))
                .compose(all -> tell(sql, by, all, former, contact));
    }

    private Future<Void> tell(Sql sql, Appointment by, List<Member> all, Optional<Contact> former, Contact contact) {
        var formerPerson = former.map(Contact::person);
        var told = namesThemselves(by, contact, all)
                ? Future.<Void>succeededFuture()
                : mails.queue(sql, letters.contactNamed(addressee(all, contact, by), by, contact, formerPerson));
        return told.compose(queued -> former.isPresent()
                ? mails.queue(sql, letters.contactNamed(addressee(all, former.get(), by), by, contact, formerPerson))
                : Future.succeededFuture());
    }

    /** Whether somebody names themselves, and knows it without a mail. */
    private static boolean namesThemselves(Appointment by, Contact contact, List<Member> all) {
        return all.stream()
                .filter(member -> by.by().equals(Optional.of(member.account())))
                .anyMatch(member -> contact.account().equals(by.by())
                        || contact.person()
                                .email()
                                .key()
                                .equals(member.person().email().key()));
    }

    private static Addressee addressee(List<Member> all, Contact contact, Appointment by) {
        return all.stream()
                .filter(member -> contact.account().equals(Optional.of(member.account())))
                .map(member -> Addressee.of(contact.person(), member.language()))
                .findFirst()
                .orElseGet(() -> Addressee.of(contact.person(), by.language()));
    }

    /** A member got other roles: who gained the role of a contact becomes the contact; a contact does not lose it. */
    Future<Void> follow(Sql sql, Appointment by, Member before, List<Role> roles) {
        Future<Void> done = Future.succeededFuture();
        for (var role : NAMED) {
            if (roles.contains(role) && !before.is(role)) {
                done = done.compose(next -> name(sql, by, role, before.account(), before.person()));
            } else if (before.is(role) && !roles.contains(role)) {
                done = done.compose(next -> requireAnother(sql, before, role));
            }
        }
        return done;
    }

    /** An invited person gets these roles. */
    Future<Void> follow(Sql sql, Appointment by, UUID invited, Person person, List<Role> roles) {
        Future<Void> done = Future.succeededFuture();
        for (var role : NAMED.stream().filter(roles::contains).toList()) {
            done = done.compose(next -> name(sql, by, role, invited, person));
        }
        return done;
    }

    private Future<Void> name(Sql sql, Appointment by, Role role, UUID account, Person person) {
        return appoint(sql, by, new Contact(kind(role), Optional.of(account), person));
    }

    /**
     * Removes the person, who has declined the invitation, from the contacts.
     *
     * @return the kinds of contact that are to be named now
     */
    Future<List<Contact.Kind>> vacate(Sql sql, Member declined) {
        return organisations.contacts(sql, declined.organisation()).compose(contacts -> {
            var vacant = contacts.stream()
                    .filter(contact -> contact.account().equals(Optional.of(declined.account())))
                    .map(Contact::kind)
                    .toList();
            Future<Void> done = Future.succeededFuture();
            for (var kind : vacant) {
                done = done.compose(next -> organisations.removeContact(sql, declined.organisation(), kind))
                        .compose(removed -> journal.record(sql, declination(declined, kind)));
            }
            return done.map(vacant);
        });
    }

    private static Entry declination(Member declined, Contact.Kind kind) {
        return Entry.done(MembershipEvent.CONTACT_DECLINED)
                .by(declined.account())
                .in(declined.organisation())
                .with("kind", kind)
                .changes(declined.organisation());
    }

    /** Refuses if the person is named as a contact, until another one is named. {@code CONFLICT users.contact}. */
    Future<Void> requireNotNamed(Sql sql, Member member) {
        Future<Void> done = Future.succeededFuture();
        for (var role : NAMED) {
            done = done.compose(next -> requireAnother(sql, member, role));
        }
        return done;
    }

    private Future<Void> requireAnother(Sql sql, Member member, Role role) {
        return organisations
                .contact(sql, member.organisation(), kind(role))
                .compose(contact -> contact.flatMap(Contact::account)
                                .filter(member.account()::equals)
                                .isPresent()
                        ? Future.failedFuture(Failure.of(Failure.Kind.CONFLICT, "users.contact"))
                        : Future.succeededFuture());
    }

    private static Contact.Kind kind(Role role) {
        return Contact.Kind.valueOf(role.name());
    }
}
