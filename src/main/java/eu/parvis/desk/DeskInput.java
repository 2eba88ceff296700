package eu.parvis.desk;

import eu.parvis.bus.Malformed;
import eu.parvis.desk.DeskApi.AskQueue;
import eu.parvis.desk.DeskApi.Held;
import eu.parvis.desk.DeskApi.Operator;
import eu.parvis.desk.FaceToFace.IdentityDocument;
import eu.parvis.http.Input;
import eu.parvis.http.PageLimit;
import eu.parvis.request.Refusal;
import eu.parvis.request.RequestState;
import eu.parvis.values.TypedText;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads the forms and bodies of the desk. */
final class DeskInput {

    private static final int LINES = 50;
    private static final int MOST_LINES = 100;
    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_NUMBER = 40;
    private static final int LONGEST_SEARCH = 100;
    private static final int LONGEST_CODE = 40;

    enum Decision {
        ACCEPTED,
        REFUSED
    }

    private DeskInput() {}

    /** The filters of the queue, from a query. */
    static AskQueue queue(Input input, Operator by) {
        var state = input.optional("state", DeskInput::state);
        var product = input.optional("product", text -> line(text, LONGEST_CODE));
        var held = input.optional("held", DeskInput::held);
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
        return Arrays.stream(RequestState.values())
                .filter(state -> state != RequestState.DRAFT && state.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new Malformed("error.choice"));
    }

    private static Held held(String text) {
        return Arrays.stream(Held.values())
                .filter(held -> held.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new Malformed("error.choice"));
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

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Malformed("error.choice");
        }
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw new Malformed("error.date");
        }
    }

    /** One line without control characters. */
    private static String line(String text, int most) {
        return TypedText.printable(text, most);
    }
}
