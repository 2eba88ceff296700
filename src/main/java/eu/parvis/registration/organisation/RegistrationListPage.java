package eu.parvis.registration.organisation;

import eu.parvis.http.Form;
import eu.parvis.http.PageModel;
import eu.parvis.http.Template;
import eu.parvis.registration.organisation.RegistrationApi.Listed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The registrations of this browser, on their own or because a form could not act.
 *
 * @param meant the registration that the form names
 * @param registrations the other ones
 * @param typed what the form held, to be read
 * @param fields what the form held, to be sent again
 * @param begins whether a new registration can begin with what was typed
 */
@Template("registration/list.html")
record RegistrationListPage(
        Reason reason,
        Optional<Row> meant,
        List<Row> registrations,
        List<Typed> typed,
        Map<String, List<String>> fields,
        boolean begins)
        implements PageModel {

    /** Why the page is shown. */
    enum Reason {
        /** The visitor asked for it. */
        LIST,
        /** The form names no registration. */
        UNNAMED,
        /** This browser has no such registration, or it has expired. */
        UNKNOWN,
        /** It was not submitted yet. */
        UNFINISHED,
        /** It was submitted already. */
        SUBMITTED,
        /** This browser has as many registrations as it may have. */
        TOO_MANY
    }

    /**
     * A registration.
     *
     * @param organisation empty if its name was not typed yet
     * @param page its address
     * @param form the address to which the form can be sent again; empty if it is not about this one
     */
    record Row(UUID id, String organisation, boolean submitted, Instant at, String page, String form) {

        static Row of(Listed listed) {
            return of(listed, "");
        }

        private static Row of(Listed listed, String form) {
            var page = listed.submitted() ? DraftGuard.WAITING : DraftGuard.PART_1;
            var fits = !form.isEmpty() && form.startsWith(DraftGuard.WAITING) == listed.submitted();
            return new Row(
                    listed.id(),
                    listed.organisationName(),
                    listed.submitted(),
                    listed.at(),
                    DraftGuard.address(listed.id(), page),
                    fits ? DraftGuard.address(listed.id(), form) : "");
        }
    }

    /** A field: message id of its name, and its value. */
    record Typed(String label, String value) {}

    private static final List<String> ORGANISATION = List.of(
            "siret",
            "vatNumber",
            "identificationNumber",
            "name",
            "address",
            "postcode",
            "town",
            "region",
            "phone",
            "fax");

    private static final List<String> PERSON = List.of("firstName", "lastName", "directPhone", "email");

    /** @param page the page of a registration to whose form the fields can be sent again; empty if there is none */
    static RegistrationListPage of(Reason reason, List<Listed> all, Form form, String page) {
        var others = all.stream().map(one -> Row.of(one, page)).toList();
        var none = reason == Reason.UNNAMED && others.stream().allMatch(row -> row.form.isEmpty());
        return new RegistrationListPage(
                none ? Reason.UNKNOWN : reason,
                Optional.empty(),
                others,
                typed(form),
                form.all(),
                page.isEmpty() && begins(form));
    }

    /** @param meant the registration that the form names */
    static RegistrationListPage about(Reason reason, UUID meant, List<Listed> all, Form form) {
        var rows = all.stream().map(Row::of).collect(Collectors.partitioningBy(row -> row.id.equals(meant)));
        return new RegistrationListPage(
                reason, rows.get(true).stream().findFirst(), rows.get(false), typed(form), form.all(), begins(form));
    }

    private static boolean begins(Form form) {
        return !DraftFields.of(form.all()).values().isEmpty();
    }

    private static List<Typed> typed(Form form) {
        return Stream.of(
                        ORGANISATION.stream().map(name -> typed(form, "organisation.", name)),
                        PERSON.stream().map(name -> typed(form, "administrator.", name)),
                        PERSON.stream().map(name -> typed(form, "", name)))
                .flatMap(each -> each)
                .filter(each -> !each.value.isBlank())
                .toList();
    }

    private static Typed typed(Form form, String part, String name) {
        var field = part + (name.equals("directPhone") ? "phone" : name);
        return new Typed("registration." + name, form.value(field));
    }
}
