package eu.parvis.activation;

import eu.parvis.account.Account;
import eu.parvis.account.Account.Step;
import eu.parvis.activation.ActivationApi.Choice;
import eu.parvis.activation.ActivationApi.NameContacts;
import eu.parvis.activation.ActivationApi.StepResult;
import eu.parvis.activation.Steps.WizardUser;
import eu.parvis.db.Sql;
import eu.parvis.membership.Member;
import eu.parvis.membership.MembershipStore;
import eu.parvis.membership.Role;
import eu.parvis.organisation.Contact;
import eu.parvis.organisation.Contact.Kind;
import eu.parvis.organisation.OrganisationStore;
import eu.parvis.values.Person;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Step 2: names the organisation's contacts (CG-42, D2). A named contact does not get an account. */
final class ContactsStep {

    private static final Set<Role> ANSWERED = Set.of(Role.LEGAL_REPRESENTATIVE, Role.BILLING_CONTACT);

    private final Steps steps;
    private final OrganisationStore organisations = new OrganisationStore();
    private final MembershipStore members = new MembershipStore();

    ContactsStep(Steps steps) {
        this.steps = steps;
    }

    Future<StepResult> name(NameContacts command) {
        return steps.take(
                command.by(),
                Step.CONTACTS,
                (sql, wizardUser) -> save(sql, wizardUser, command)
                        .compose(saved ->
                                steps.record(sql, command.by(), wizardUser, ActivationEvent.ACTIVATION_CONTACTS_GIVEN))
                        .compose(recorded -> steps.leave(sql, wizardUser, Step.CONTACTS)));
    }

    private Future<Void> save(Sql sql, WizardUser wizardUser, NameContacts command) {
        var organisation = wizardUser.foundedOrganisation().orElseThrow();
        return members.members(sql, organisation).compose(members -> {
            var naming = new Naming(members, contactOf(wizardUser.account()));
            var legal = naming.contact(Kind.LEGAL_REPRESENTATIVE, command.legalRepresentative(), Optional.empty());
            var billing = naming.contact(Kind.BILLING_CONTACT, command.billingContact(), Optional.of(legal));
            var administrative = command.administrativeContact()
                    .map(choice -> naming.contact(Kind.ADMINISTRATIVE_CONTACT, choice, Optional.of(legal)));
            return save(sql, organisation, legal)
                    .compose(saved -> save(sql, organisation, billing))
                    .compose(saved -> setRoles(sql, wizardUser, organisation, legal, billing))
                    .compose(saved -> administrative.isPresent()
                            ? save(sql, organisation, administrative.get())
                            : organisations.removeContact(sql, organisation, Kind.ADMINISTRATIVE_CONTACT));
        });
    }

    /** The founder has the roles of legal representative and billing contact until other persons are named (CG-48). */
    private Future<Void> setRoles(Sql sql, WizardUser wizardUser, UUID organisation, Contact legal, Contact billing) {
        var me = wizardUser.account().id();
        var named = new HashSet<Role>();
        List.of(legal, billing).stream()
                .filter(contact -> contact.account().equals(Optional.of(me)))
                .forEach(contact -> named.add(Role.valueOf(contact.kind().name())));
        var others = wizardUser.roles(organisation).stream().filter(role -> !ANSWERED.contains(role));
        var roles = Stream.concat(named.stream(), others).sorted().toList();
        return members.setRoles(sql, organisation, me, roles, steps.now());
    }

    private static Contact contactOf(Account account) {
        return new Contact(Kind.LEGAL_REPRESENTATIVE, Optional.of(account.id()), account.person());
    }

    private Future<Void> save(Sql sql, UUID organisation, Contact contact) {
        return organisations.saveContact(sql, organisation, contact, steps.now());
    }

    /** Resolves the choices to persons. */
    private record Naming(List<Member> members, Contact me) {

        Contact contact(Kind kind, Choice choice, Optional<Contact> legal) {
            return switch (choice.who()) {
                case ME -> as(kind, me);
                case LEGAL_REPRESENTATIVE -> as(kind, legal.orElseThrow());
                case OTHER -> {
                    var person = choice.person().orElseThrow();
                    yield new Contact(kind, account(person), person);
                }
            };
        }

        private static Contact as(Kind kind, Contact contact) {
            return new Contact(kind, contact.account(), contact.person());
        }

        private Optional<UUID> account(Person person) {
            return members.stream()
                    .filter(member ->
                            member.person().email().key().equals(person.email().key()))
                    .map(Member::account)
                    .findFirst();
        }
    }
}
