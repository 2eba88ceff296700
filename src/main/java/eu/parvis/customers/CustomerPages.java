package eu.parvis.customers;

import eu.parvis.catalogue.Catalogue;
import eu.parvis.company.CompanyApi;
import eu.parvis.company.Verification;
import eu.parvis.customers.CustomersApi.Found;
import eu.parvis.customers.CustomersApi.OrganisationFile;
import eu.parvis.customers.CustomersApi.OrganisationLine;
import eu.parvis.customers.CustomersApi.PersonFile;
import eu.parvis.customers.CustomersApi.PersonLine;
import eu.parvis.customers.CustomersApi.RequestLine;
import eu.parvis.desk.DeskApi.QueueLine;
import eu.parvis.http.Form;
import eu.parvis.http.PageModel;
import eu.parvis.http.Template;
import eu.parvis.membership.Member;
import eu.parvis.membership.Membership;
import eu.parvis.membership.Role;
import eu.parvis.organisation.Contact;
import eu.parvis.organisation.Organisation;
import eu.parvis.organisation.OrganisationDetails;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Page models of {@link CustomerRoutes} and {@link VerificationRoutes}. */
final class CustomerPages {

    private CustomerPages() {}

    /**
     * The search over everything.
     *
     * @param asked whether something was searched for
     * @param moreRequests path of the list with all requests that were found
     */
    @Template("customers/search.html")
    record SearchPage(
            Form form,
            boolean asked,
            List<RequestRow> requests,
            Optional<String> moreRequests,
            List<OrganisationRow> organisations,
            boolean moreOrganisations,
            List<PersonRow> people,
            boolean morePeople)
            implements PageModel {

        static SearchPage empty(Form form) {
            return new SearchPage(form, false, List.of(), Optional.empty(), List.of(), false, List.of(), false);
        }

        static SearchPage of(Form form, Found found, List<RequestRow> requests, Optional<String> moreRequests) {
            return new SearchPage(
                    form,
                    true,
                    requests,
                    moreRequests,
                    found.organisations().stream().map(OrganisationRow::of).toList(),
                    found.moreOrganisations(),
                    found.people().stream().map(PersonRow::of).toList(),
                    found.morePeople());
        }
    }

    /** A request for a certificate. */
    record RequestRow(String id, String number, String product, String holder, String state, Instant since) {

        static RequestRow of(RequestLine line, Catalogue catalogue, Language language) {
            return new RequestRow(
                    line.id().toString(),
                    Integer.toString(line.number()),
                    product(catalogue, line.product(), language),
                    line.holder(),
                    line.state().name(),
                    line.since());
        }

        static RequestRow of(QueueLine line, Catalogue catalogue, Language language) {
            return new RequestRow(
                    line.id().toString(),
                    Integer.toString(line.number()),
                    product(catalogue, line.product(), language),
                    line.holder(),
                    line.state().name(),
                    line.since());
        }

        private static String product(Catalogue catalogue, String code, Language language) {
            return catalogue
                    .product(code)
                    .map(found -> found.name().in(language))
                    .orElse(code);
        }
    }

    record OrganisationRow(
            String id,
            String name,
            Optional<String> number,
            String town,
            boolean active,
            Optional<String> register,
            boolean pending,
            Instant createdAt) {

        static OrganisationRow of(OrganisationLine line) {
            return new OrganisationRow(
                    line.id().toString(),
                    line.name(),
                    line.number(),
                    line.town(),
                    line.state() == Organisation.State.ACTIVE,
                    line.register().map(Enum::name),
                    line.pending(),
                    line.createdAt());
        }
    }

    record PersonRow(String id, String name, String email, String identifier, String state, boolean operator) {

        static PersonRow of(PersonLine line) {
            return new PersonRow(
                    line.id().toString(),
                    line.name(),
                    line.email(),
                    line.identifier(),
                    line.state().name(),
                    line.operator());
        }
    }

    /**
     * The organisations that no register could confirm.
     *
     * @param next path of the next page
     */
    @Template("customers/organisations.html")
    record PendingPage(List<OrganisationRow> organisations, Optional<String> next, boolean first)
            implements PageModel {}

    /** An organisation. */
    @Template("customers/organisation.html")
    record OrganisationPage(
            String id,
            OrganisationDetails.Facts organisation,
            boolean active,
            Instant createdAt,
            Optional<RegisterFacts> register,
            boolean pending,
            Optional<DecisionFacts> decision,
            List<ContactRow> contacts,
            List<MemberRow> members,
            List<RequestRow> requests,
            Form form,
            Optional<String> done)
            implements PageModel {

        static OrganisationPage of(
                OrganisationFile file, Catalogue catalogue, Language language, Form form, Optional<String> done) {
            var organisation = file.organisation();
            return new OrganisationPage(
                    organisation.id().toString(),
                    organisation.details().facts(language, phone -> phone.grouped(language)),
                    organisation.state() == Organisation.State.ACTIVE,
                    organisation.createdAt(),
                    file.verification().map(RegisterFacts::of),
                    file.verification().filter(Verification::isPending).isPresent(),
                    file.verification()
                            .flatMap(Verification::decision)
                            .map(decision -> DecisionFacts.of(decision, file.decidedBy())),
                    file.contacts().stream()
                            .map(contact -> ContactRow.of(contact, language))
                            .toList(),
                    file.members().stream().map(MemberRow::of).toList(),
                    file.requests().stream()
                            .map(line -> RequestRow.of(line, catalogue, language))
                            .toList(),
                    form,
                    done);
        }
    }

    /** What the public register says. */
    record RegisterFacts(
            String state,
            String number,
            Optional<CompanyApi.Source> source,
            Optional<Instant> checkedAt,
            Optional<String> name,
            Optional<String> address) {

        static RegisterFacts of(Verification verification) {
            return new RegisterFacts(
                    verification.state().name(),
                    verification.number(),
                    verification.source(),
                    verification.checkedAt(),
                    verification.evidence().name(),
                    verification.evidence().address());
        }
    }

    record DecisionFacts(
            boolean accepted, Optional<String> reason, Optional<String> evidence, Optional<String> by, Instant at) {

        static DecisionFacts of(Verification.Decision decision, Optional<String> by) {
            return new DecisionFacts(decision.accepted(), decision.reason(), decision.evidence(), by, decision.at());
        }
    }

    record ContactRow(Contact.Kind kind, Person.Facts person) {

        static ContactRow of(Contact contact, Language language) {
            return new ContactRow(contact.kind(), contact.person().facts(language));
        }
    }

    record MemberRow(String account, String name, String email, List<String> roles, String state) {

        static MemberRow of(Member member) {
            return new MemberRow(
                    member.account().toString(),
                    member.person().name(),
                    member.person().email().value(),
                    Role.names(member.roles()),
                    member.state().name());
        }
    }

    /** A person. */
    @Template("customers/person.html")
    record PersonPage(
            Person.Facts person,
            String identifier,
            String language,
            String state,
            boolean operator,
            Instant createdAt,
            Optional<Instant> activatedAt,
            Optional<Instant> signedInAt,
            Optional<Instant> lockedAt,
            Optional<Instant> deletionDueAt,
            List<MembershipRow> organisations,
            List<RequestRow> requests)
            implements PageModel {

        static PersonPage of(PersonFile file, Catalogue catalogue, Language language) {
            var account = file.account();
            return new PersonPage(
                    account.person().facts(language),
                    account.identifier(),
                    account.language().code(),
                    account.state().name(),
                    file.operator(),
                    file.createdAt(),
                    file.activatedAt(),
                    file.signedInAt(),
                    file.lockedAt(),
                    file.deletionDueAt(),
                    file.memberships().stream().map(MembershipRow::of).toList(),
                    file.requests().stream()
                            .map(line -> RequestRow.of(line, catalogue, language))
                            .toList());
        }
    }

    record MembershipRow(String id, String name, List<String> roles, String state) {

        static MembershipRow of(Membership membership) {
            return new MembershipRow(
                    membership.organisation().toString(),
                    membership.name(),
                    Role.names(membership.roles()),
                    membership.state().name());
        }
    }
}
