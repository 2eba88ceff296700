package eu.parvis.customers;

import eu.parvis.account.Account;
import eu.parvis.company.CompanyApi;
import eu.parvis.company.Verification;
import eu.parvis.customers.CustomersApi.Found;
import eu.parvis.customers.CustomersApi.OrganisationFile;
import eu.parvis.customers.CustomersApi.OrganisationLine;
import eu.parvis.customers.CustomersApi.PersonFile;
import eu.parvis.customers.CustomersApi.PersonLine;
import eu.parvis.customers.CustomersApi.RequestLine;
import eu.parvis.desk.DeskApi.QueueLine;
import eu.parvis.joining.JoinApi.AtDesk;
import eu.parvis.joining.JoinRequest;
import eu.parvis.membership.Member;
import eu.parvis.membership.Membership;
import eu.parvis.membership.Role;
import eu.parvis.organisation.Contact;
import eu.parvis.organisation.Organisation;
import eu.parvis.organisation.OrganisationDetails;
import eu.parvis.values.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** JSON forms of this package, as described in {@code openapi.yaml}. */
final class CustomerViews {

    private CustomerViews() {}

    enum Decided {
        ACCEPTED,
        REFUSED
    }

    record FoundView(
            List<RequestLine> requests,
            boolean moreRequests,
            List<OrganisationLine> organisations,
            boolean moreOrganisations,
            List<PersonLine> people,
            boolean morePeople) {

        static FoundView of(Found found, List<QueueLine> requests, boolean moreRequests) {
            return new FoundView(
                    requests.stream().map(FoundView::line).toList(),
                    moreRequests,
                    found.organisations(),
                    found.moreOrganisations(),
                    found.people(),
                    found.morePeople());
        }

        private static RequestLine line(QueueLine line) {
            return new RequestLine(line.id(), line.number(), line.product(), line.holder(), line.state(), line.since());
        }
    }

    record DecisionView(
            Decided decision,
            CompanyApi.State about,
            Optional<String> reason,
            Optional<String> evidence,
            Optional<String> by,
            Instant at) {

        static DecisionView of(Verification.Decision decision, Optional<String> by) {
            return new DecisionView(
                    decision.accepted() ? Decided.ACCEPTED : Decided.REFUSED,
                    decision.about(),
                    decision.reason(),
                    decision.evidence(),
                    by,
                    decision.at());
        }
    }

    record RegisterView(
            CompanyApi.State state,
            String number,
            Optional<CompanyApi.Source> source,
            Optional<Instant> checkedAt,
            Optional<String> name,
            Optional<String> address) {

        static RegisterView of(Verification verification) {
            return new RegisterView(
                    verification.state(),
                    verification.number(),
                    verification.source(),
                    verification.checkedAt(),
                    verification.evidence().name(),
                    verification.evidence().address());
        }
    }

    record ContactView(Contact.Kind kind, Person.View person) {}

    record MemberView(UUID person, String name, String email, List<Role> roles, Member.State state) {

        static MemberView of(Member member) {
            return new MemberView(
                    member.account(),
                    member.person().name(),
                    member.person().email().value(),
                    member.roles(),
                    member.state());
        }
    }

    record OrganisationView(
            UUID id,
            OrganisationDetails.View organisation,
            Organisation.State state,
            Instant createdAt,
            Optional<RegisterView> register,
            boolean pending,
            Optional<DecisionView> decision,
            List<ContactView> contacts,
            List<MemberView> members,
            List<RequestLine> requests) {

        static OrganisationView of(OrganisationFile file) {
            var organisation = file.organisation();
            return new OrganisationView(
                    organisation.id(),
                    organisation.details().view(),
                    organisation.state(),
                    organisation.createdAt(),
                    file.verification().map(RegisterView::of),
                    file.verification().filter(Verification::isPending).isPresent(),
                    file.verification()
                            .flatMap(Verification::decision)
                            .map(decision -> DecisionView.of(decision, file.decidedBy())),
                    file.contacts().stream()
                            .map(contact -> new ContactView(
                                    contact.kind(), contact.person().view()))
                            .toList(),
                    file.members().stream().map(MemberView::of).toList(),
                    file.requests());
        }
    }

    record MembershipView(UUID organisation, String name, List<Role> roles, Member.State state) {

        static MembershipView of(Membership membership) {
            return new MembershipView(
                    membership.organisation(), membership.name(), membership.roles(), membership.state());
        }
    }

    record PersonView(
            UUID id,
            Person.View person,
            String identifier,
            String language,
            Account.State state,
            boolean operator,
            Instant createdAt,
            Optional<Instant> activatedAt,
            Optional<Instant> signedInAt,
            Optional<Instant> lockedAt,
            Optional<Instant> deletionDueAt,
            List<MembershipView> organisations,
            List<RequestLine> requests) {

        static PersonView of(PersonFile file) {
            var account = file.account();
            return new PersonView(
                    account.id(),
                    account.person().view(),
                    account.identifier(),
                    account.language().code(),
                    account.state(),
                    file.operator(),
                    file.createdAt(),
                    file.activatedAt(),
                    file.signedInAt(),
                    file.lockedAt(),
                    file.deletionDueAt(),
                    file.memberships().stream().map(MembershipView::of).toList(),
                    file.requests());
        }
    }

    record JoinView(
            UUID id,
            Optional<UUID> organisation,
            String organisationName,
            Person.View person,
            String reference,
            JoinRequest.State state,
            JoinRequest.DecidingParty asked,
            Instant createdAt,
            Optional<Instant> remindedAt,
            List<String> administrators) {

        static JoinView of(AtDesk found) {
            var request = found.request();
            return new JoinView(
                    request.id(),
                    request.organisation(),
                    request.organisationName(),
                    request.person().view(),
                    request.reference(),
                    request.state(),
                    request.asked(),
                    request.createdAt(),
                    found.remindedAt(),
                    found.administrators());
        }
    }

    record JoinListView(List<JoinView> joinRequests, Optional<String> next) {}
}
