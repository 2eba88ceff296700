package eu.parvis.activation;

import eu.parvis.account.Account.Step;
import eu.parvis.activation.ActivationApi.NameContacts;
import eu.parvis.activation.ActivationApi.StepResult;
import eu.parvis.activation.Steps.WizardUser;
import eu.parvis.db.Sql;
import eu.parvis.membership.MembershipStore;
import eu.parvis.membership.RepresentativeStore;
import eu.parvis.organisation.Contact.Kind;
import eu.parvis.organisation.OrganisationStore;
import io.vertx.core.Future;

/** Step 2: names the organisation's contacts (CG-42, D2). A named contact does not get an account. */
final class ContactsStep {

    private final Steps steps;
    private final OrganisationStore organisations = new OrganisationStore();
    private final MembershipStore members = new MembershipStore();
    private final RepresentativeStore representatives;

    ContactsStep(Steps steps, RepresentativeStore representatives) {
        this.steps = steps;
        this.representatives = representatives;
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
            var contacts = new Naming(
                            members,
                            wizardUser.account().id(),
                            wizardUser.account().person())
                    .contacts(command);
            Future<Void> saved = contacts.size() == Kind.values().length
                    ? Future.succeededFuture()
                    : organisations
                            .removeContact(sql, organisation, Kind.ADMINISTRATIVE_CONTACT)
                            .mapEmpty();
            for (var contact : contacts) {
                saved = saved.compose(next -> representatives.save(sql, organisation, contact));
            }
            return saved;
        });
    }
}
