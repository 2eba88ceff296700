package eu.parvis.activation;

import eu.parvis.account.Account;
import eu.parvis.account.Account.Step;
import eu.parvis.account.PasswordChoice;
import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import eu.parvis.crypto.Secret;
import eu.parvis.membership.Member;
import eu.parvis.membership.Role;
import eu.parvis.organisation.Contact;
import eu.parvis.session.Opened;
import eu.parvis.values.Country;
import eu.parvis.values.Person;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The wizard between the first sign-in and an active account (CG-40 to CG-52); and later another challenge set in place
 * of the wizard's (D3).
 *
 * <p>Taking a step fails with {@code CONFLICT activation.step}, naming the next one, where another step comes first or
 * this one is done. Passwords and answers do not travel: their addresses are answered on the caller's node.
 */
public final class ActivationApi {

    /** Where a person stands. */
    public static final Address<Show, Standing> SHOW = Address.of("activation.show", Show.class, Standing.class);

    /** Where a person stands who is about to take a step, or why they may not. */
    public static final Address<Enter, Standing> ENTER = Address.of("activation.enter", Enter.class, Standing.class);

    public static final Address<ChoosePassword, Moved> CHOOSE_PASSWORD =
            Address.local("activation.choose-password", ChoosePassword.class, Moved.class);

    public static final Address<NameContacts, Moved> NAME_CONTACTS =
            Address.of("activation.name-contacts", NameContacts.class, Moved.class);

    public static final Address<AddUsers, Moved> ADD_USERS =
            Address.of("activation.add-users", AddUsers.class, Moved.class);

    public static final Address<SetChallenges, Moved> SET_CHALLENGES =
            Address.local("activation.set-challenges", SetChallenges.class, Moved.class);

    /**
     * For an active account. {@code INVALID}, a wrong password at {@code currentPassword} too: it counts as a try, like
     * at sign-in; {@code RATE_LIMITED signin.throttled}.
     */
    public static final Address<ReplaceChallenges, Message.Done> REPLACE_CHALLENGES =
            Address.local("activation.replace-challenges", ReplaceChallenges.class, Message.Done.class);

    /**
     * The second click of a double one: its browser never sees the answer to the first, in which the session got a new
     * token, and gets another one here. UNAUTHENTICATED where the session has ended.
     */
    public static final Address<CatchUp, Moved> CATCH_UP =
            Address.local("activation.catch-up", CatchUp.class, Moved.class);

    private ActivationApi() {}

    /** Who acts, in which session, from which network address. */
    public record By(UUID account, UUID session, String address) {}

    @MessageName("activation.show")
    public record Show(UUID account) implements Message {}

    @MessageName("activation.enter")
    public record Enter(By by, Step step) implements Message {}

    /**
     * Where a person stands.
     *
     * @param organisations names of those they belong to
     * @param founded what a founder answers for
     */
    @MessageName("activation.standing")
    public record Standing(Account account, WizardPath way, List<String> organisations, Optional<Founded> founded)
            implements Message {

        public Standing {
            organisations = List.copyOf(organisations);
        }
    }

    /**
     * The organisation that its founder activates.
     *
     * @param users everybody in it, the founder included
     */
    public record Founded(UUID id, String name, Country country, List<Contact> contacts, List<Member> users) {

        public Founded {
            contacts = List.copyOf(contacts);
            users = List.copyOf(users);
        }
    }

    /**
     * A step is taken.
     *
     * @param next {@code DONE} where there is none
     * @param session where it goes on under a new token; the former one is worth nothing any more
     */
    @MessageName("activation.moved")
    public record Moved(Step next, Optional<Opened> session) implements Message {}

    @MessageName("activation.choose-password")
    public record ChoosePassword(By by, PasswordChoice choice) implements Message {}

    /** Legal representative and billing contact are needed, the administrative contact is not (D2). */
    @MessageName("activation.name-contacts")
    public record NameContacts(
            By by, Choice legalRepresentative, Choice billingContact, Optional<Choice> administrativeContact)
            implements Message {}

    public enum Who {
        ME,
        /** The same as that; not for the legal representative itself. */
        LEGAL_REPRESENTATIVE,
        OTHER
    }

    /**
     * Who a contact is.
     *
     * @param person where it is somebody else
     */
    public record Choice(Who who, Optional<Person> person) {}

    /** Nobody is added twice, and nobody who is there already. */
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

    /** Four questions, each with its answer, and a code of eight digits (CG-51). */
    @MessageName("activation.set-challenges")
    public record SetChallenges(By by, List<Challenge> questions, Secret personalCode, Secret personalCodeConfirmation)
            implements Message {

        public SetChallenges {
            questions = List.copyOf(questions);
        }
    }

    /**
     * As it was typed.
     *
     * @param question id of the catalogue, or a question of one's own
     */
    public record Challenge(String question, Secret answer) {}

    /**
     * The same once more, by somebody who has a set.
     *
     * @param mark of their browser, {@code SigninApi.SignedIn#mark}
     */
    @MessageName("activation.replace-challenges")
    public record ReplaceChallenges(SetChallenges set, Secret currentPassword, Optional<Secret> mark)
            implements Message {}

    @MessageName("activation.catch-up")
    public record CatchUp(By by) implements Message {}
}
