package eu.parvis;

import eu.parvis.account.AccountCapability;
import eu.parvis.activation.ActivationCapability;
import eu.parvis.audit.AuditCapability;
import eu.parvis.capability.Capability;
import eu.parvis.capability.Capability.Passwords;
import eu.parvis.catalogue.CatalogueCapability;
import eu.parvis.company.CompanyCapability;
import eu.parvis.config.SameNode;
import eu.parvis.customers.CustomersCapability;
import eu.parvis.deletion.DeletionCapability;
import eu.parvis.desk.DeskCapability;
import eu.parvis.document.DocumentCapability;
import eu.parvis.draft.DraftCapability;
import eu.parvis.help.HelpCapability;
import eu.parvis.home.HomeCapability;
import eu.parvis.joining.JoinCapability;
import eu.parvis.journal.JournalCapability;
import eu.parvis.mail.MailCapability;
import eu.parvis.me.MeCapability;
import eu.parvis.membership.MembershipCapability;
import eu.parvis.order.OrderCapability;
import eu.parvis.organisation.OrganisationCapability;
import eu.parvis.personaldata.PersonalDataCapability;
import eu.parvis.protection.ProtectionCapability;
import eu.parvis.registration.organisation.RegistrationCapability;
import eu.parvis.registration.person.PersonCapability;
import eu.parvis.request.RequestCapability;
import eu.parvis.session.SessionCapability;
import eu.parvis.signin.password.SigninCapability;
import eu.parvis.signin.recovery.RecoveryCapability;
import eu.parvis.signin.terms.AcceptanceCapability;
import eu.parvis.terms.TermsCapability;
import eu.parvis.users.UsersCapability;
import eu.parvis.validation.ValidationCapability;
import java.util.List;
import java.util.stream.Stream;

/** The parts of a node. */
final class Capabilities {

    /**
     * In the order of deployment. Verticles stop in the reverse order, so that each can send requests to those before
     * it until it has stopped.
     */
    static final List<Capability> ALL = List.of(
            AuditCapability.DESCRIPTOR,
            MailCapability.DESCRIPTOR,
            DocumentCapability.DESCRIPTOR,
            CompanyCapability.DESCRIPTOR,
            AccountCapability.DESCRIPTOR,
            TermsCapability.DESCRIPTOR,
            SessionCapability.DESCRIPTOR,
            DraftCapability.DESCRIPTOR,
            OrganisationCapability.DESCRIPTOR,
            MembershipCapability.DESCRIPTOR,
            JoinCapability.DESCRIPTOR,
            CatalogueCapability.DESCRIPTOR,
            RequestCapability.DESCRIPTOR,
            ValidationCapability.DESCRIPTOR,
            HomeCapability.DESCRIPTOR,
            SigninCapability.DESCRIPTOR,
            RecoveryCapability.DESCRIPTOR,
            AcceptanceCapability.DESCRIPTOR,
            ProtectionCapability.DESCRIPTOR,
            DeletionCapability.DESCRIPTOR,
            RegistrationCapability.DESCRIPTOR,
            PersonCapability.DESCRIPTOR,
            ActivationCapability.DESCRIPTOR,
            UsersCapability.DESCRIPTOR,
            MeCapability.DESCRIPTOR,
            JournalCapability.DESCRIPTOR,
            PersonalDataCapability.DESCRIPTOR,
            OrderCapability.DESCRIPTOR,
            DeskCapability.DESCRIPTOR,
            CustomersCapability.DESCRIPTOR,
            HelpCapability.DESCRIPTOR);

    private Capabilities() {}

    /** Verticles that must be on the same node, because passwords travel between them. */
    static List<SameNode> sameNode() {
        var receivers = named(Passwords.RECEIVED).map(kind -> new SameNode(kind, List.of("http")));
        var hashing = new SameNode("hashing", named(Passwords.HASHED).toList());
        return Stream.concat(receivers, Stream.of(hashing)).toList();
    }

    private static Stream<String> named(Passwords way) {
        return ALL.stream()
                .filter(capability -> capability.passwords().contains(way))
                .map(Capability::name);
    }
}
