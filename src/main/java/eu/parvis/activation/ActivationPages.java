package eu.parvis.activation;

import eu.parvis.account.Account.Step;
import eu.parvis.activation.ActivationApi.Founded;
import eu.parvis.activation.ActivationApi.Standing;
import eu.parvis.activation.ActivationApi.Who;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.crypto.PasswordPolicy;
import eu.parvis.http.Form;
import eu.parvis.http.PersonInput;
import eu.parvis.membership.Member;
import eu.parvis.membership.Role;
import eu.parvis.organisation.Contact;
import eu.parvis.organisation.Contact.Kind;
import eu.parvis.values.Language;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Models of the wizard's pages; {@code templates/activation} lists what each page needs. */
final class ActivationPages {

    /** Secret fields, which are never written back to a page. */
    private static final Pattern SECRET =
            Pattern.compile("currentPassword|password.*|personalCode.*|questions\\.\\d+\\.answer");

    private static final Pattern QUESTION = Pattern.compile("(questions\\.\\d+\\.)question");
    private static final Pattern ROW = Pattern.compile("users\\.(\\d{1,3})\\..+");

    private final PasswordPolicy policy;

    ActivationPages(PasswordPolicy policy) {
        this.policy = policy;
    }

    static String template(Step step) {
        return "activation/" + name(step) + ".html";
    }

    static String path(Step step) {
        return step == Step.DONE ? "/home?welcome=yes" : "/activation/" + name(step);
    }

    private static String name(Step step) {
        return step.name().toLowerCase(Locale.ROOT);
    }

    /** The initial form of a step, with the stored data if the step was taken before. */
    static Form form(Step step, Standing standing) {
        return step == Step.CONTACTS ? Form.of(given(standing)) : Form.empty();
    }

    private static Map<String, String> given(Standing standing) {
        var contacts = standing.founded().map(Founded::contacts).orElse(List.of());
        var fields = new HashMap<String, String>();
        fields.put("administrativeContact.who", ActivationInput.NOBODY);
        contacts.forEach(contact ->
                fields.putAll(fields(contact, contacts, standing.account().id())));
        return fields;
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

    /** The input without secrets. */
    static Form again(Form typed) {
        return typed.without(SECRET.asMatchPredicate());
    }

    /** Whether the page shows the failure: field errors, or a rate limit. */
    static boolean isToldOnPage(Failure failure) {
        return !failure.fields().isEmpty() || failure.kind() == Failure.Kind.RATE_LIMITED;
    }

    /** Moves the error of the person's own question to the field in which it is typed. */
    static List<FieldError> onPage(List<FieldError> errors, Form typed) {
        return errors.stream().map(error -> onPage(error, typed)).toList();
    }

    private static FieldError onPage(FieldError error, Form typed) {
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

    Map<String, Object> model(Step step, Standing standing, Form form, Language language) {
        var model = new HashMap<String, Object>();
        model.put("form", form);
        model.put("names", standing.way().steps().stream().map(Step::name).toList());
        model.put("person", person(standing));
        model.putAll(
                switch (step) {
                    case PASSWORD -> Map.of("rules", policy.rules());
                    case USERS -> users(standing, form);
                    case CHALLENGES -> challenges(language);
                    case CONTACTS, DONE -> Map.of();
                });
        return model;
    }

    private static Map<String, String> person(Standing standing) {
        var account = standing.account();
        return Map.of("name", account.name(), "email", account.email(), "identifier", account.identifier());
    }

    private static Map<String, Object> users(Standing standing, Form form) {
        var users = standing.founded().map(Founded::users).orElse(List.of());
        return Map.of(
                "people", users.stream().map(ActivationPages::person).toList(),
                "roles", Arrays.stream(Role.values()).map(Role::name).toList(),
                "rows", rows(form));
    }

    private static Map<String, Object> person(Member member) {
        return Map.of(
                "name", member.person().name(),
                "email", member.person().email().value(),
                "roles", member.roles().stream().map(Role::name).toList());
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

    static Map<String, Object> challenges(Language language) {
        return Map.of(
                "questions", IntStream.range(0, ChallengeSet.QUESTIONS).boxed().toList(),
                "catalogue",
                        ChallengeQuestion.CATALOGUE.stream()
                                .map(id -> Map.of("value", id, "text", ChallengeQuestion.sentence(id, language)))
                                .toList());
    }
}
