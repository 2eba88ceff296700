package eu.parvis.activation;

import eu.parvis.account.PasswordInput;
import eu.parvis.activation.ActivationApi.AddUsers;
import eu.parvis.activation.ActivationApi.By;
import eu.parvis.activation.ActivationApi.Challenge;
import eu.parvis.activation.ActivationApi.Choice;
import eu.parvis.activation.ActivationApi.ChoosePassword;
import eu.parvis.activation.ActivationApi.NameContacts;
import eu.parvis.activation.ActivationApi.NewUser;
import eu.parvis.activation.ActivationApi.ReplaceChallenges;
import eu.parvis.activation.ActivationApi.SetChallenges;
import eu.parvis.activation.ActivationApi.Standing;
import eu.parvis.activation.ActivationApi.Who;
import eu.parvis.crypto.Secret;
import eu.parvis.http.Input;
import eu.parvis.http.PersonInput;
import eu.parvis.http.SecretFields;
import eu.parvis.http.TypedTwice;
import eu.parvis.membership.MemberInput;
import eu.parvis.membership.Role;
import eu.parvis.values.Country;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the input of each step, from a page or from the API. A page submits all its fields, including hidden ones that
 * do not apply; those are ignored. In an API request a field that does not apply is an error.
 */
final class ActivationInput {

    static final int MOST_USERS = 50;

    /** Value on the page: no such contact. */
    static final String NONE = "NONE";

    /** The fields with secrets in all forms of the wizard, and in that of new security questions. */
    static final SecretFields SECRETS = SecretFields.of(
            "currentPassword",
            "password",
            "passwordConfirmation",
            "questions.*.answer",
            "personalCode",
            "personalCodeConfirmation");

    /** The secrets that are kept until the form is accepted. A password is not. */
    static final SecretFields KEPT = SecretFields.of("questions.*.answer", "personalCode", "personalCodeConfirmation");

    /** Value on the page: the person writes their own question. */
    static final String OWN = "OWN";

    private final Input input;
    private final boolean form;
    private final By by;

    private ActivationInput(Input input, boolean form, By by) {
        this.input = input;
        this.form = form;
        this.by = by;
    }

    static ActivationInput ofForm(Input input, By by) {
        return new ActivationInput(input, true, by);
    }

    static ActivationInput ofJson(Input input, By by) {
        return new ActivationInput(input, false, by);
    }

    ChoosePassword password() {
        var command = new ChoosePassword(by, PasswordInput.choice(input));
        input.end();
        return command;
    }

    NameContacts contacts(Standing standing) {
        return contacts(standing.founded().orElseThrow().country());
    }

    /** Takes the country of the organisation, for telephone numbers. */
    NameContacts contacts(Country country) {
        var legal = input.object("legalRepresentative");
        var legalRepresentative = choice(legal, country);
        if (legalRepresentative.who() == Who.LEGAL_REPRESENTATIVE) {
            legal.refuse("who", "error.choice");
        }
        var billingContact = choice(input.object("billingContact"), country);
        var command = new NameContacts(by, legalRepresentative, billingContact, administrativeContact(country));
        input.end();
        return command;
    }

    private Optional<Choice> administrativeContact(Country country) {
        if (!input.has("administrativeContact")) {
            input.absent("administrativeContact");
            return Optional.empty();
        }
        var contact = input.object("administrativeContact");
        var isNone = form && (!contact.has("who") || NONE.equals(contact.text("who")));
        return isNone ? Optional.empty() : Optional.of(choice(contact, country));
    }

    private Choice choice(Input in, Country country) {
        var who = in.choice("who", "form.empty.who", Who.class);
        in.absent("person");
        return new Choice(
                who,
                isOtherPerson(in, who)
                        ? Optional.of(PersonInput.named(in.object("person"), country))
                        : Optional.empty());
    }

    /**
     * An API request with a person but an unreadable {@code who} means another person; then only {@code who} is
     * reported as wrong.
     */
    private boolean isOtherPerson(Input in, Who who) {
        return who == Who.OTHER || (who == null && !form && in.given("person"));
    }

    AddUsers users(Standing standing) {
        var rows =
                rows("users").stream().filter(row -> !form || isFilledIn(row)).toList();
        if (rows.size() > MOST_USERS) {
            input.refuse("users", "error.list.tooLong", MOST_USERS);
        }
        var users = rows.stream().map(row -> user(row, standing)).toList();
        input.end();
        return new AddUsers(by, users);
    }

    private List<Input> rows(String name) {
        if (!form && !input.has(name)) {
            input.refuse(name, "error.required");
        }
        return input.objects(name);
    }

    /** Empty rows of the page are ignored. */
    private static boolean isFilledIn(Input row) {
        return PersonInput.isBegun(row);
    }

    private static NewUser user(Input row, Standing standing) {
        var person = PersonInput.invited(row);
        if (person.email() != null
                && person.email()
                        .key()
                        .equals(standing.account().person().email().key())) {
            row.refuse("email", "activation.users.self");
        }
        return new NewUser(person, roles(row));
    }

    private static List<Role> roles(Input row) {
        if (row.texts("roles").isEmpty()) {
            row.refuse("roles", "activation.users.noRole");
        }
        return MemberInput.roles(row, List.of());
    }

    SetChallenges challenges() {
        var questions = new ArrayList<Challenge>();
        for (var row : rows("questions")) {
            questions.add(new Challenge(question(row), row.secret("answer")));
        }
        var command = TypedTwice.secret(
                input, "personalCode", (code, again) -> new SetChallenges(by, questions, code, again));
        input.end();
        return command;
    }

    ReplaceChallenges replacement(Optional<Secret> mark) {
        var password = input.secret("currentPassword").stripped();
        return new ReplaceChallenges(challenges(), password, mark);
    }

    private String question(Input row) {
        if (!form) {
            return row.required("question", text -> text);
        }
        var chosen = row.text("question");
        return chosen.isBlank() || chosen.equals(OWN) ? row.text("own") : chosen;
    }
}
