package eu.parvis.desk;

import eu.parvis.bus.Failure;
import eu.parvis.bus.Malformed;
import eu.parvis.catalogue.CheckedThing;
import eu.parvis.desk.DeskApi.AskQueue;
import eu.parvis.desk.DeskApi.Held;
import eu.parvis.desk.DeskApi.Operator;
import eu.parvis.desk.FaceToFace.IdentityDocument;
import eu.parvis.http.Choice;
import eu.parvis.http.Input;
import eu.parvis.http.PageLimit;
import eu.parvis.request.Refusal;
import eu.parvis.request.RequestState;
import eu.parvis.validation.Check;
import eu.parvis.validation.ValidationApi.AskCalendar;
import eu.parvis.validation.ValidationMethod;
import eu.parvis.values.TypedText;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads the forms and bodies of the desk. */
final class DeskInput {

    private static final int LINES = 50;
    private static final int MOST_LINES = 100;
    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_NUMBER = 40;
    private static final int LONGEST_SEARCH = 100;
    private static final int LONGEST_CODE = 40;

    /** PostgreSQL has no year -900000000, and JSON Schema no date before the year 0. */
    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);

    private static final int LONGEST_EVIDENCE = 200;
    private static final int LONGEST_DOMAIN = 253;

    /** Two labels or more. */
    private static final Pattern DOMAIN =
            Pattern.compile("([\\p{L}\\p{N}-]{1,63}\\.)+[\\p{L}][\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}]");

    enum Decision {
        ACCEPTED,
        REFUSED
    }

    private DeskInput() {}

    /** The filters of the queue, from a query. */
    static AskQueue queue(Input input, Operator by) {
        var state = input.optional("state", DeskInput::state);
        var product = input.optional("product", text -> line(text, LONGEST_CODE));
        var held = input.optional("held", text -> Choice.of(Held.class, text));
        var search = input.optional("search", text -> line(text, LONGEST_SEARCH));
        var after = input.optional("after", text -> text);
        var limit = input.optional("limit", text -> PageLimit.parse(text, MOST_LINES));
        input.end();
        return new AskQueue(
                by,
                state.map(Set::of).orElse(Set.of()),
                product,
                held.orElse(Held.ANYBODY),
                search,
                after,
                limit.orElse(LINES));
    }

    private static RequestState state(String text) {
        var state = Choice.of(RequestState.class, text);
        if (state == RequestState.DRAFT) {
            throw new Malformed("error.choice");
        }
        return state;
    }

    /** Empty: accepted. A refusal needs a chosen reason or a typed text. */
    static Optional<Refusal> decision(Input input) {
        var decision = input.choice("decision", Decision.class);
        var reason = input.optional("reason", text -> line(text, LONGEST_CODE));
        var typed = input.optional("text", text -> line(text, LONGEST_REASON));
        if (decision != Decision.REFUSED) {
            return Optional.empty();
        }
        if (reason.isEmpty() && typed.isEmpty() && !input.refused()) {
            input.refuse("reason", "error.refusalReason");
        }
        return Optional.of(new Refusal(reason, typed));
    }

    static Optional<UUID> document(Input input) {
        return input.optional("document", DeskInput::id);
    }

    static FaceToFace faceToFace(Input input) {
        var metBy = input.required("metBy", text -> line(text, LONGEST_NAME));
        var metOn = input.required("metOn", DeskInput::day);
        var place = input.required("place", text -> line(text, LONGEST_NAME));
        var document = input.choice("document", IdentityDocument.class);
        var number = input.required("number", text -> line(text, LONGEST_NUMBER));
        return new FaceToFace(metBy, metOn, place, document, number);
    }

    /** What was checked, of this thing. */
    static Check check(Input input, CheckedThing thing) {
        var method = input.choice("method", ValidationMethod.class);
        var evidence = input.required("evidence", text -> line(text, LONGEST_EVIDENCE));
        var checkedOn = input.required("checkedOn", DeskInput::day);
        var domain = thing == CheckedThing.DOMAIN
                ? Optional.ofNullable(input.required("domain", DeskInput::domain))
                : Optional.<String>empty();
        return new Check(thing, domain, method, Optional.ofNullable(evidence), checkedOn);
    }

    /** From a path. */
    static CheckedThing thing(String text) {
        return find(text).orElseThrow(Failure::notFound);
    }

    private static CheckedThing filter(String text) {
        return find(text).orElseThrow(() -> new Malformed("error.choice"));
    }

    private static Optional<CheckedThing> find(String text) {
        return Arrays.stream(CheckedThing.values())
                .filter(thing -> thing.name().equals(text))
                .findFirst();
    }

    static String withdrawal(Input input) {
        return input.required("reason", text -> line(text, LONGEST_REASON));
    }

    /** The filters of the validation calendar, from a query. */
    static AskCalendar calendar(Input input) {
        var thing = input.optional("thing", DeskInput::filter);
        var organisation = input.optional("organisation", text -> line(text, LONGEST_SEARCH));
        var after = input.optional("after", text -> text);
        var limit = input.optional("limit", text -> PageLimit.parse(text, MOST_LINES));
        input.end();
        return new AskCalendar(thing, organisation, after, limit.orElse(LINES));
    }

    private static String domain(String text) {
        var name = line(text, LONGEST_DOMAIN).toLowerCase(Locale.ROOT);
        if (!DOMAIN.matcher(name).matches()) {
            throw new Malformed("error.domain");
        }
        return name;
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Malformed("error.choice");
        }
    }

    private static LocalDate day(String text) {
        try {
            var day = LocalDate.parse(text.strip());
            if (day.isBefore(EARLIEST)) {
                throw new Malformed("error.date");
            }
            return day;
        } catch (DateTimeParseException e) {
            throw new Malformed("error.date");
        }
    }

    /** One line without control characters. */
    private static String line(String text, int most) {
        return TypedText.printable(text, most);
    }
}
