package eu.parvis.order;

import eu.parvis.bus.Malformed;
import eu.parvis.catalogue.HolderKind;
import eu.parvis.http.Input;
import eu.parvis.http.PersonInput;
import eu.parvis.request.RequestApi.OrderedHolder;
import eu.parvis.values.FreeText;
import eu.parvis.values.PersonName;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Reads the fields of an order. Use the results only after {@link Input#end()} has passed. */
final class OrderInput {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_NOTE = 500;

    private OrderInput() {}

    static String product(Input in) {
        return in.required("product", text -> text);
    }

    static Optional<UUID> organisation(Input in) {
        return in.optional("organisation", OrderInput::id);
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Malformed("error.choice");
        }
    }

    /** The holder, which a draft need not name yet. Null if the kind is missing or unknown. */
    static OrderedHolder holder(Input in) {
        var kind = in.choice("kind", HolderKind.class);
        if (kind == null) {
            Stream.of("firstName", "lastName", "email", "name").forEach(in::text);
            return null;
        }
        if (kind == HolderKind.PERSON
                && Stream.of("firstName", "lastName", "email").anyMatch(in::has)) {
            return new OrderedHolder(kind, Optional.of(PersonInput.registering(in)), nothing(in, "name"));
        }
        Stream.of("firstName", "lastName", "email").forEach(name -> nothing(in, name));
        return new OrderedHolder(
                kind,
                Optional.empty(),
                kind == HolderKind.SERVICE ? in.optional("name", OrderInput::name) : nothing(in, "name"));
    }

    /** Accepts a field that does not apply here only without a value. */
    static Optional<String> nothing(Input in, String field) {
        return in.optional(field, text -> {
            throw new Malformed("error.notHere");
        });
    }

    /** A name that the holder corrects; one who declines corrects none. */
    static PersonName correction(String text, boolean declined) {
        if (declined) {
            throw new Malformed("error.notHere");
        }
        return PersonName.parse(text);
    }

    static String name(String text) {
        return FreeText.parse(text, LONGEST_NAME, "error.service.missing");
    }

    static Optional<Integer> months(Input in) {
        return in.number("durationMonths");
    }

    static boolean approved(Input in) {
        if (!in.given("approved")) {
            in.refuse("approved", "error.required");
        }
        return in.ticked("approved");
    }

    static Optional<String> note(Input in) {
        return remark(in, "note");
    }

    static Optional<String> reason(Input in) {
        return remark(in, "reason");
    }

    private static Optional<String> remark(Input in, String field) {
        return in.optional(field, text -> FreeText.parse(text, LONGEST_NOTE, "error.note.missing"));
    }
}
