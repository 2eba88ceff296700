package eu.parvis.customers;

import eu.parvis.account.Account;
import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import eu.parvis.company.CompanyApi;
import eu.parvis.company.Verification;
import eu.parvis.desk.DeskApi.Operator;
import eu.parvis.membership.Member;
import eu.parvis.membership.Membership;
import eu.parvis.organisation.Contact;
import eu.parvis.organisation.Organisation;
import eu.parvis.request.RequestState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Organisations and people, for operators of the registration desk. */
public final class CustomersApi {

    /** Finds organisations and people by a part of their names or numbers. A text without letters or digits finds none. */
    public static final Address<Search, Found> SEARCH =
            Address.of("customers.search", Search.class, Found.class).asQuestion();

    /** The active organisations whose verification waits for the desk, the oldest first. */
    public static final Address<AskPending, Pending> PENDING =
            Address.of("customers.pending", AskPending.class, Pending.class).asQuestion();

    /** Records the consultation. {@code NOT_FOUND}. */
    public static final Address<AskOrganisation, OrganisationFile> ORGANISATION =
            Address.of("customers.organisation", AskOrganisation.class, OrganisationFile.class);

    /** Records the consultation. {@code NOT_FOUND}, also for a deleted account. */
    public static final Address<AskPerson, PersonFile> PERSON =
            Address.of("customers.person", AskPerson.class, PersonFile.class);

    /**
     * Decides whether the organisation is the one that it says it is, and mails its administrators. The same decision once
     * more changes nothing. {@code PRECONDITION_FAILED problem.changed} if the register has answered meanwhile.
     */
    public static final Address<Decide, OrganisationFile> DECIDE =
            Address.of("customers.decide", Decide.class, OrganisationFile.class);

    private CustomersApi() {}

    @MessageName("customers.search")
    public record Search(Operator by, String text) implements Message {}

    /**
     * An organisation in a list.
     *
     * @param number SIRET, VAT number or other registration number
     * @param register the answer of the public register; empty where none is held
     * @param pending whether its verification waits for the desk
     */
    public record OrganisationLine(
            UUID id,
            String name,
            Optional<String> number,
            String town,
            Organisation.State state,
            Optional<CompanyApi.State> register,
            boolean pending,
            Instant createdAt) {}

    public record PersonLine(
            UUID id, String name, String email, String identifier, Account.State state, boolean operator) {}

    /** The best matches. */
    @MessageName("customers.found")
    public record Found(
            List<OrganisationLine> organisations,
            boolean moreOrganisations,
            List<PersonLine> people,
            boolean morePeople)
            implements Message {

        public Found {
            organisations = List.copyOf(organisations);
            people = List.copyOf(people);
        }
    }

    /**
     * Asks for a page.
     *
     * @param after cursor of the page before
     */
    @MessageName("customers.ask-pending")
    public record AskPending(Operator by, Optional<String> after, int limit) implements Message {}

    /**
     * A page.
     *
     * @param next cursor of the page after; empty on the last
     */
    @MessageName("customers.pending")
    public record Pending(List<OrganisationLine> organisations, Optional<String> next) implements Message {

        public Pending {
            organisations = List.copyOf(organisations);
        }
    }

    @MessageName("customers.ask-organisation")
    public record AskOrganisation(Operator by, UUID id) implements Message {}

    /** A request for a certificate in a list. */
    public record RequestLine(UUID id, int number, String product, String holder, RequestState state, Instant since) {}

    /**
     * Everything that the desk sees of an organisation.
     *
     * @param decidedBy name of the operator who decided on the verification
     * @param requests the latest ones, without drafts
     */
    @MessageName("customers.organisation-file")
    public record OrganisationFile(
            Organisation organisation,
            Optional<Verification> verification,
            Optional<String> decidedBy,
            List<Contact> contacts,
            List<Member> members,
            List<RequestLine> requests)
            implements Message {

        public OrganisationFile {
            contacts = List.copyOf(contacts);
            members = List.copyOf(members);
            requests = List.copyOf(requests);
        }
    }

    /**
     * A decision on the verification of an organisation.
     *
     * @param seen the register's answer that the operator has seen; empty: whatever it is
     * @param reason for the customer; needed for a refusal
     * @param evidence what the operator relied on; needed for an acceptance
     */
    @MessageName("customers.decide")
    public record Decide(
            Operator by,
            UUID id,
            boolean accepted,
            Optional<CompanyApi.State> seen,
            Optional<String> reason,
            Optional<String> evidence)
            implements Message {}

    @MessageName("customers.ask-person")
    public record AskPerson(Operator by, UUID id) implements Message {}

    /**
     * Everything that the desk sees of a person; no password, session, device or answer.
     *
     * @param signedInAt the last sign-in
     * @param lockedAt since when the owner has locked the account
     * @param deletionDueAt when the account is deleted at the request of its owner
     * @param requests the latest that the person ordered or holds, without drafts
     */
    @MessageName("customers.person-file")
    public record PersonFile(
            Account account,
            boolean operator,
            Instant createdAt,
            Optional<Instant> activatedAt,
            Optional<Instant> signedInAt,
            Optional<Instant> lockedAt,
            Optional<Instant> deletionDueAt,
            List<Membership> memberships,
            List<RequestLine> requests)
            implements Message {

        public PersonFile {
            memberships = List.copyOf(memberships);
            requests = List.copyOf(requests);
        }
    }
}
