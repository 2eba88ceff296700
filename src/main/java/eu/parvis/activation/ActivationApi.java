package eu.parvis.activation;

import eu.parvis.account.Account;
import eu.parvis.account.Account.Step;
import eu.parvis.account.PasswordChoice;
import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import eu.parvis.crypto.Secret;
import eu.parvis.crypto.Shown;
import eu.parvis.membership.Member;
import eu.parvis.membership.Role;
import eu.parvis.organisation.Contact;
import eu.parvis.session.OpenedSession;
import eu.parvis.values.Country;
import eu.parvis.values.Person;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The wizard between the first sign-in and an active account (CG-40 to CG-52), and the later replacement of the
 * challenge set (D3).
 *
 * <p>A step that is not due fails with {@code CONFLICT activation.step}, whose argument is the next step. Addresses
 * with passwords or answers are local: secrets never leave the node.
 */
public final class ActivationApi {

    /** Reads a person's progress in the wizard. */
    public static final Address<Show, Standing> SHOW =
            Address.of("activation.show", Show.class, Standing.class).asQuestion();

    /** The person's progress, if they may take this step now; else the failure that says why not. */
    public static final Address<Enter, Standing> ENTER = Address.of("activation.enter", Enter.class, Standing.class);

    public static final Address<ChoosePassword, StepResult> CHOOSE_PASSWORD =
            Address.local("activation.choose-password", ChoosePassword.class, StepResult.class);

    public static final Address<NameContacts, StepResult> NAME_CONTACTS =
            Address.of("activation.name-contacts", NameContacts.class, StepResult.class);

    /** For an administrator of an active organisation. {@code FORBIDDEN users.administratorsOnly}, {@code CONFLICT users.deactivated}. */
    public static final Address<ChangeContacts, Message.Done> CHANGE_CONTACTS =
            Address.of("activation.change-contacts", ChangeContacts.class, Message.Done.class);

    public static final Address<AddUsers, StepResult> ADD_USERS =
            Address.of("activation.add-users", AddUsers.class, StepResult.class);

    public static final Address<SetChallenges, StepResult> SET_CHALLENGES =
            Address.local("activation.set-challenges", SetChallenges.class, StepResult.class);

    /**
     * For an active account. Fails with {@code INVALID}, also for a wrong password (field {@code currentPassword}),
     * which counts as an attempt like at sign-in; with {@code RATE_LIMITED signin.throttled}.
     */
    public static final Address<ReplaceChallenges, Message.Done> REPLACE_CHALLENGES =
            Address.local("activation.replace-challenges", ReplaceChallenges.class, Message.Done.class);

    /**
     * For the second of two clicks on the last step: the answer to the first, with the new session token, never reaches
     * the browser, so this issues another token. Fails with UNAUTHENTICATED if the session has ended.
     */
    public static final Address<CatchUp, StepResult> CATCH_UP =
            Address.local("activation.catch-up", CatchUp.class, StepResult.class);

    private ActivationApi() {}

    /** Who acts, in which session, from which network address. */
    public record By(UUID account, UUID session, String address) {}

    @MessageName("activation.show")
    public record Show(UUID account) implements Message {}

    @MessageName("activation.enter")
    public record Enter(By by, Step step) implements Message {}

    /**
     * A person's progress in the wizard.
     *
     * @param organisations names of the person's organisations
     * @param founded the organisation that a founder activates
     */
    @MessageName("activation.standing")
    public record Standing(
            Account account, WizardPath way, List<String> organisations, Optional<FoundedOrganisation> founded)
            implements Message {

        public Standing {
            organisations = List.copyOf(organisations);
        }
    }

    /**
     * The organisation that its founder activates.
     *
     * @param users all its users, including the founder
     */
    public record FoundedOrganisation(
            UUID id, String name, Country country, List<Contact> contacts, List<Member> users) {

        public FoundedOrganisation {
            contacts = List.copyOf(contacts);
            users = List.copyOf(users);
        }
    }

    /**
     * The result of a step.
     *
     * @param next the next step, {@code DONE} if there is none
     * @param session present if the session got a new token; the previous token is then invalid
     */
    @MessageName("activation.moved")
    public record StepResult(Step next, Optional<OpenedSession> session) implements Message {}

    @MessageName("activation.choose-password")
    public record ChoosePassword(By by, PasswordChoice choice) implements Message {}

    /** Legal representative and billing contact are needed, the administrative contact is not (D2). */
    @MessageName("activation.name-contacts")
    public record NameContacts(
            By by, Choice legalRepresentative, Choice billingContact, Optional<Choice> administrativeContact)
            implements Message {}

    /**
     * Names other contacts.
     *
     * @param shown as {@link eu.parvis.organisation.Contact#shown}
     */
    @MessageName("activation.change-contacts")
    public record ChangeContacts(UUID organisation, NameContacts contacts, Optional<Shown> shown) implements Message {}

    public enum Who {
        ME,
        /** The legal representative; not allowed for the legal representative itself. */
        LEGAL_REPRESENTATIVE,
        OTHER
    }

    /**
     * The choice of a contact.
     *
     * @param person present for {@code OTHER}
     */
    public record Choice(Who who, Optional<Person> person) {}

    /** Persons who are already users are skipped, as are repeated addresses. */
    @MessageName("activation.add-users")
    public record AddUsers(By by, List<NewUser> users) implements Message {

        public AddUsers {
            users = List.copyOf(users);
        }
    }

    public record NewUser(Person person, List<Role> roles) {

        public NewUser {
            roles = List.copyOf(roles);
        }
    }

    /** Four questions with their answers, and a code of eight digits (CG-51). */
    @MessageName("activation.set-challenges")
    public record SetChallenges(By by, List<Challenge> questions, Secret personalCode, Secret personalCodeConfirmation)
            implements Message {

        public SetChallenges {
            questions = List.copyOf(questions);
        }
    }

    /**
     * A question and its answer as typed.
     *
     * @param question id of the catalogue, or the text of the person's own question
     */
    public record Challenge(String question, Secret answer) {}

    /**
     * Replaces the challenge set.
     *
     * @param mark device mark of the browser, {@code SigninApi.SignedIn#mark}
     */
    @MessageName("activation.replace-challenges")
    public record ReplaceChallenges(SetChallenges set, Secret currentPassword, Optional<Secret> mark)
            implements Message {}

    @MessageName("activation.catch-up")
    public record CatchUp(By by) implements Message {}
}
