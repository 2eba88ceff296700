package eu.parvis.home;

import eu.parvis.catalogue.Catalogue;
import eu.parvis.company.CompanyApi;
import eu.parvis.company.Verification;
import eu.parvis.home.HomeApi.Home;
import eu.parvis.http.PageModel;
import eu.parvis.http.Template;
import eu.parvis.membership.ReceivedInvitation;
import eu.parvis.membership.Right;
import eu.parvis.membership.Role;
import eu.parvis.organisation.Contact;
import eu.parvis.organisation.OrganisationApi.Description;
import eu.parvis.organisation.OrganisationDetails;
import eu.parvis.organisation.OrganisationDetails.NumberKind;
import eu.parvis.request.OpenRequest;
import eu.parvis.request.RequestState;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Page models of {@link HomeRoutes}. */
final class HomePages {

    private HomePages() {}

    /**
     * The first page: open tasks of the user, and current activity.
     *
     * @param roles of the user
     * @param unnamed contacts of the organisation that are to be named
     * @param questionsMissing the user has not chosen security questions yet
     * @param welcome what the activation of just now has opened
     * @param late a form of the wizard came after the activation and does not count
     * @param answered how an invitation was answered just now
     * @param requests for certificates that are not at their end
     * @param approvals requests that wait for the user's approval
     */
    @Template("home/home.html")
    record HomePage(
            Optional<OwnOrganisation> organisation,
            List<String> roles,
            int users,
            int invited,
            int administrators,
            int joinRequests,
            List<Contact.Kind> unnamed,
            boolean questionsMissing,
            boolean administrator,
            Optional<Welcome> welcome,
            boolean late,
            String firstName,
            List<Invitation> invitations,
            Optional<String> answered,
            List<Request> requests,
            List<Request> approvals)
            implements PageModel {}

    /**
     * A request for a certificate.
     *
     * @param waits whether it goes on only when the user acts
     */
    record Request(String id, String number, String product, RequestState state, boolean waits) {

        static Request of(OpenRequest request, Catalogue catalogue, Language language) {
            return new Request(
                    request.id().toString(),
                    Integer.toString(request.number()),
                    catalogue
                            .product(request.product())
                            .map(product -> product.name().in(language))
                            .orElse(request.product()),
                    request.state(),
                    request.waits());
        }
    }

    /** What an activation has opened. */
    enum Welcome {
        /** The customer area of the organisation that the user registered. */
        AREA,
        /** The user's access to the customer area of others, as administrator. */
        ADMINISTRATOR,
        /** The same without the role of administrator. */
        MEMBER,
        /** An account without organisation. */
        ACCOUNT;

        static Welcome of(Home home) {
            return home.membership()
                    .map(membership -> membership.founder() ? AREA : home.administrator() ? ADMINISTRATOR : MEMBER)
                    .orElse(ACCOUNT);
        }
    }

    /**
     * The organisation that the user acts for.
     *
     * @param verification empty where there is no register to ask, and after a decision of the registration desk
     */
    record OwnOrganisation(
            String name,
            Optional<NumberKind> numberKind,
            Optional<String> number,
            Optional<CompanyApi.State> verification) {

        static Optional<OwnOrganisation> of(Home home) {
            return home.organisation()
                    .map(organisation -> new OwnOrganisation(
                            organisation.name(),
                            organisation.details().numberKind(),
                            organisation.details().writtenNumber(),
                            home.verification()
                                    .filter(HomePages::hasRegister)
                                    .filter(found -> found.decision().isEmpty())
                                    .map(Verification::state)));
        }
    }

    /**
     * An invitation to another organisation.
     *
     * @param organisationId sent by the form
     * @param shown sent by the form
     */
    record Invitation(
            String id,
            String organisationId,
            String organisation,
            Optional<String> inviter,
            List<String> roles,
            String shown) {

        static Invitation of(ReceivedInvitation invitation) {
            return new Invitation(
                    invitation.id().toString(),
                    invitation.organisation().toString(),
                    invitation.organisationName(),
                    invitation.inviter(),
                    Role.names(invitation.roles()),
                    invitation.shown());
        }
    }

    /** My organisation. */
    @Template("home/organisation.html")
    record OrganisationPage(
            OrganisationDetails.Facts organisation,
            Instant createdAt,
            Optional<RegisterAnswer> verification,
            List<Row> contacts,
            List<Contact.Kind> unnamed)
            implements PageModel {

        static OrganisationPage of(Description description, Language language) {
            var organisation = description.organisation();
            return new OrganisationPage(
                    organisation.details().facts(language, phone -> phone.grouped(language)),
                    organisation.createdAt(),
                    description.verification().filter(HomePages::isChecked).map(RegisterAnswer::of),
                    description.contacts().stream()
                            .map(contact -> Row.of(contact, language))
                            .toList(),
                    Contact.missing(description.contacts()));
        }
    }

    /**
     * What a public register says.
     *
     * @param decision of the registration desk, which counts more
     */
    record RegisterAnswer(
            CompanyApi.State state,
            Optional<CompanyApi.Source> source,
            Optional<Instant> checkedAt,
            Optional<DeskDecision> decision) {

        static RegisterAnswer of(Verification verification) {
            return new RegisterAnswer(
                    verification.state(),
                    verification.source(),
                    verification.checkedAt(),
                    verification
                            .decision()
                            .map(made -> new DeskDecision(
                                    made.accepted(), made.reason().orElse(""), made.at())));
        }
    }

    record DeskDecision(boolean accepted, String reason, Instant at) {}

    /** A contact of the organisation. */
    record Row(Contact.Kind kind, Person.Facts person) {

        static Row of(Contact contact, Language language) {
            return new Row(contact.kind(), contact.person().facts(language));
        }
    }

    /**
     * Who may do what.
     *
     * @param mine roles of the user
     */
    @Template("home/roles.html")
    record RolesPage(List<String> roles, List<Right.Line> rights, List<String> mine) implements PageModel {}

    private static boolean isChecked(Verification verification) {
        return hasRegister(verification) || verification.decision().isPresent();
    }

    /** Without a register there is no verification to show. */
    private static boolean hasRegister(Verification verification) {
        return verification.kind() != Verification.Kind.NONE;
    }
}
