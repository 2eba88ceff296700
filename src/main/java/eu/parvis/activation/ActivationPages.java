package eu.parvis.activation;

import eu.parvis.account.Account;
import eu.parvis.account.Account.Step;
import eu.parvis.activation.ActivationApi.FoundedOrganisation;
import eu.parvis.activation.ActivationApi.Standing;
import eu.parvis.activation.ActivationApi.Who;
import eu.parvis.bus.FieldError;
import eu.parvis.crypto.PasswordPolicy;
import eu.parvis.crypto.PasswordRule;
import eu.parvis.http.Form;
import eu.parvis.http.PageModel;
import eu.parvis.http.PersonInput;
import eu.parvis.http.Template;
import eu.parvis.membership.Member;
import eu.parvis.membership.Role;
import eu.parvis.organisation.Contact;
import eu.parvis.organisation.Contact.Kind;
import eu.parvis.session.SessionGuard;
import eu.parvis.values.Language;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Page models of {@link ActivationRoutes} and {@link SecurityQuestionRoutes}. */
final class ActivationPages {

    /**
     * The first step.
     *
     * @param names of the steps
     */
    @Template("activation/password.html")
    record PasswordPage(List<String> names, Holder person, Form form, List<PasswordRule> rules) implements PageModel {}

    /** The person whose account is activated. */
    record Holder(String name, String email, String identifier) {

        static Holder of(Account account) {
            return new Holder(account.name(), account.email(), account.identifier());
        }
    }

    /**
     * The step that names the contacts of the organisation.
     *
     * @param me name of the person
     * @param firstCounts a password was chosen in another tab before
     */
    @Template("activation/contacts.html")
    record ContactsPage(List<String> names, String me, Form form, boolean firstCounts) implements PageModel {}

    /**
     * The step that invites users.
     *
     * @param people the users so far
     * @param rows the numbers in the names of the fields
     */
    @Template("activation/users.html")
    record UsersPage(List<String> names, List<User> people, List<String> roles, List<Integer> rows, Form form)
            implements PageModel {}

    record User(String name, String email, List<String> roles) {

        static User of(Member member) {
            return new User(member.person().name(), member.person().email().value(), Role.names(member.roles()));
        }
    }

    /** The step that sets the security questions; {@code firstCounts} as before. */
    @Template("activation/challenges.html")
    record ChallengesPage(
            List<String> names, boolean firstCounts, List<Integer> questions, List<Choice> catalogue, Form form)
            implements PageModel {}

    /** The page that replaces the security questions. */
    @Template("activation/replace-challenges.html")
    record ReplacementPage(List<Integer> questions, List<Choice> catalogue, Form form) implements PageModel {

        static ReplacementPage of(Form form, Language language) {
            return new ReplacementPage(questionNumbers(), catalogueOf(language), form);
        }
    }

    /** A question of the catalogue: its id and its sentence. */
    record Choice(String value, String text) {}

    private static final Pattern QUESTION = Pattern.compile("(questions\\.\\d+\\.)question");
    private static final Pattern ROW = Pattern.compile("users\\.(\\d{1,3})\\..+");

    private final PasswordPolicy policy;

    ActivationPages(PasswordPolicy policy) {
        this.policy = policy;
    }

    static String path(Step step) {
        return step == Step.DONE
                ? SessionGuard.HOME
                : "/activation/" + step.name().toLowerCase(Locale.ROOT);
    }

    /** The form of a step before anything is typed; the contacts that were named before are filled in. */
    static Form form(Step step, Standing standing) {
        var contacts = standing.founded().map(FoundedOrganisation::contacts).orElse(List.of());
        return step == Step.CONTACTS ? form(contacts, standing.account().id()) : Form.empty();
    }

    /** The contacts that were named before. */
    static Form form(List<Contact> contacts, UUID me) {
        var fields = new HashMap<String, String>();
        fields.put("administrativeContact.who", ActivationInput.NONE);
        contacts.forEach(contact -> fields.putAll(fields(contact, contacts, me)));
        return Form.of(fields);
    }

    private static Map<String, String> fields(Contact contact, List<Contact> all, UUID me) {
        var path = field(contact.kind());
        var who = who(contact, all, me);
        var fields = new HashMap<>(Map.of(path + ".who", who.name()));
        if (who == Who.OTHER) {
            fields.putAll(PersonInput.fields(path + ".person.", contact.person()));
        }
        return fields;
    }

    private static Who who(Contact contact, List<Contact> all, UUID me) {
        if (contact.account().equals(Optional.of(me))) {
            return Who.ME;
        }
        return contact.kind() != Kind.LEGAL_REPRESENTATIVE
                        && all.stream().anyMatch(other -> isLegalRepresentative(other, contact))
                ? Who.LEGAL_REPRESENTATIVE
                : Who.OTHER;
    }

    private static boolean isLegalRepresentative(Contact other, Contact contact) {
        return other.kind() == Kind.LEGAL_REPRESENTATIVE && other.person().equals(contact.person());
    }

    private static String field(Kind kind) {
        return switch (kind) {
            case LEGAL_REPRESENTATIVE -> "legalRepresentative";
            case BILLING_CONTACT -> "billingContact";
            case ADMINISTRATIVE_CONTACT -> "administrativeContact";
        };
    }

    /** Moves the fault of a question to the field of the own question, where that is chosen. */
    static List<FieldError> atOwnQuestion(List<FieldError> errors, Form typed) {
        return errors.stream().map(error -> atOwnQuestion(error, typed)).toList();
    }

    private static FieldError atOwnQuestion(FieldError error, Form typed) {
        var question = QUESTION.matcher(error.field());
        return question.matches() && typed.has(error.field(), ActivationInput.OWN)
                ? new FieldError(question.group(1) + "own", error.message(), error.arguments())
                : error;
    }

    /** Adds an empty row, up to the maximum. */
    static Form withAnotherRow(Form typed) {
        var rows = rows(typed);
        var next = rows.isEmpty() ? 0 : rows.get(rows.size() - 1) + 1;
        return rows.size() < ActivationInput.MOST_USERS
                ? typed.orElse(
                        "users." + next + ".roles", Role.OF_NEWCOMER.get(0).name())
                : typed;
    }

    static Form withoutRow(Form typed, String row) {
        return typed.without(field -> field.startsWith("users." + row + "."));
    }

    PageModel page(Step step, Standing standing, Form form, boolean firstCounts, Language language) {
        var names = standing.way().steps().stream().map(Step::name).toList();
        var account = standing.account();
        return switch (step) {
            case PASSWORD -> new PasswordPage(names, Holder.of(account), form, policy.rules());
            case CONTACTS -> new ContactsPage(names, account.name(), form, firstCounts);
            case USERS -> new UsersPage(names, users(standing), Role.names(List.of(Role.values())), rows(form), form);
            case CHALLENGES -> new ChallengesPage(names, firstCounts, questionNumbers(), catalogueOf(language), form);
            case DONE -> throw new IllegalArgumentException("The last step has no page");
        };
    }

    private static List<User> users(Standing standing) {
        return standing.founded().map(FoundedOrganisation::users).orElse(List.of()).stream()
                .map(User::of)
                .toList();
    }

    /** Row numbers found in the field names. */
    private static List<Integer> rows(Form form) {
        var rows = new TreeSet<Integer>();
        for (var field : form.all().keySet()) {
            var row = ROW.matcher(field);
            if (row.matches()) {
                rows.add(Integer.valueOf(row.group(1)));
            }
        }
        return List.copyOf(rows);
    }

    private static List<Integer> questionNumbers() {
        return IntStream.range(0, ChallengeSet.QUESTIONS).boxed().toList();
    }

    private static List<Choice> catalogueOf(Language language) {
        return ChallengeQuestion.CATALOGUE.stream()
                .map(id -> new Choice(id, ChallengeQuestion.sentence(id, language)))
                .toList();
    }
}
