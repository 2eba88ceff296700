package eu.parvis.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.bus.Malformed;
import eu.parvis.crypto.Secret;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The input of a form or a JSON body as one tree: the form field {@code organisation.siret} and the JSON member of that
 * path are read alike. Errors are collected while the fields are read; {@link #end()} fails with all of them. Values
 * may be null until {@code end()} has succeeded.
 */
public final class Input {

    private static final int MOST_ROWS = 200;
    private static final String MISSING = InputFaults.MISSING;

    private final JsonNode node;
    private final String path;
    private final boolean strict;
    private final SecretFields secrets;
    private final InputFaults faults;
    private final Set<String> read = new HashSet<>();
    private final List<Input> children = new ArrayList<>();

    private Input(JsonNode node, String path, boolean strict, SecretFields secrets, InputFaults faults) {
        this.node = node;
        this.path = path;
        this.strict = strict;
        this.secrets = secrets;
        this.faults = faults;
    }

    /** Reads the JSON body of an API request, or the form of any other request. */
    public static Input of(RoutingContext rc) {
        return Visit.of(rc).api() ? json(rc.body().buffer()) : form(rc.request().formAttributes(), SecretFields.of(rc));
    }

    /** Reads a submitted form. Unread fields, such as that of the button, are no error. */
    public static Input form(MultiMap fields) {
        return form(fields, SecretFields.none());
    }

    public static Input form(MultiMap fields, SecretFields secrets) {
        return new Input(InputTree.ofForm(fields), "", false, secrets, new InputFaults());
    }

    /** Reads a JSON object. Unread members are errors, so that a misspelt one is not silently ignored. */
    public static Input json(Buffer body) {
        return new Input(InputTree.ofJson(body), "", true, SecretFields.none(), new InputFaults());
    }

    /** The object in this field; an empty one if the field is missing. */
    public Input object(String name) {
        read.add(name);
        var child = node.path(name);
        if (!child.isMissingNode() && !child.isNull() && !child.isObject()) {
            refuse(name, "error.type.object");
        }
        return child(child.isObject() ? child : InputTree.empty(), at(name));
    }

    /** Accepts an explicit null for a field that is not allowed here. */
    public void absent(String name) {
        if (!given(name)) {
            read.add(name);
        }
    }

    /** Whether the field exists and is not null. It may be empty. */
    public boolean given(String name) {
        return node.hasNonNull(name);
    }

    /** Whether the field has a value that is not blank. */
    public boolean has(String name) {
        var child = node.path(name);
        return given(name) && !(child.isTextual() && child.asText().isBlank());
    }

    /** The rows of a list: a JSON array, or form fields {@code name.0.…}, {@code name.1.…}. */
    public List<Input> objects(String name) {
        read.add(name);
        var child = node.path(name);
        if (!child.isMissingNode() && !child.isNull() && !InputTree.isList(child, strict)) {
            refuse(name, "error.type.list");
            return List.of();
        }
        var rows = new ArrayList<Input>();
        InputTree.rows(child).forEach((index, row) -> rows.add(row(row, at(name) + "." + index)));
        if (rows.size() > MOST_ROWS) {
            refuse(name, "error.list.tooLong", MOST_ROWS);
            return List.of();
        }
        return rows;
    }

    private Input row(JsonNode row, String rowPath) {
        if (!row.isObject()) {
            faults.add(FieldError.of(rowPath, "error.type.object"));
        }
        return child(row, rowPath);
    }

    /** The unchanged text in this field; empty if the field is missing. */
    public String text(String name) {
        read.add(name);
        var child = node.path(name);
        if (child.isTextual()) {
            return child.asText();
        }
        if (!child.isMissingNode() && !child.isNull()) {
            refuse(name, "error.type.text");
        }
        return "";
    }

    /** The secret in this field, which the route must declare; empty if it is missing, which is an error in JSON. */
    public Secret secret(String name) {
        requireDeclared(name);
        if (strict && !has(name)) {
            refuse(name, MISSING);
        }
        return new Secret(text(name));
    }

    /** A required secret, as {@link #required(String, String, Function)}. */
    public Secret secret(String name, String missing, Function<String, Secret> parse) {
        requireDeclared(name);
        return required(name, missing, parse);
    }

    private void requireDeclared(String name) {
        if (!strict && !secrets.contains(at(name))) {
            throw new IllegalStateException("The route does not declare the secret field " + at(name));
        }
    }

    /** The texts of a field that may have several values. */
    public List<String> texts(String name) {
        read.add(name);
        var child = node.path(name);
        if (child.isTextual()) {
            return strict ? refusedList(name) : List.of(child.asText());
        }
        if (child instanceof ArrayNode array) {
            var texts = new ArrayList<String>();
            array.forEach(item -> texts.add(item.isTextual() ? item.asText() : ""));
            return texts;
        }
        return child.isMissingNode() || child.isNull() ? List.of() : refusedList(name);
    }

    /**
     * A required value; null if there is none or it is invalid, or if {@code parse} returns null because it cannot
     * decide yet. A form without a value gets the error that {@code parse} throws for an empty text.
     */
    public <T> T required(String name, Function<String, T> parse) {
        if (!has(name)) {
            read.add(name);
            faults.add(strict ? missing(name, MISSING) : InputFaults.ofNothing(at(name), parse));
            return null;
        }
        return parsed(name, parse).orElse(null);
    }

    /**
     * A required value whose {@code parse} does not know which field it reads, because several fields have such values.
     *
     * @param missing message for a form without a value
     */
    public <T> T required(String name, String missing, Function<String, T> parse) {
        if (!has(name)) {
            read.add(name);
            faults.add(missing(name, missing));
            return null;
        }
        return parsed(name, parse).orElse(null);
    }

    /** The message of a form names the field. An API client knows the field by its path. */
    private FieldError missing(String name, String message) {
        return FieldError.of(at(name), strict ? MISSING : message);
    }

    public <T> Optional<T> optional(String name, Function<String, T> parse) {
        if (!has(name)) {
            read.add(name);
            return Optional.empty();
        }
        return parsed(name, parse);
    }

    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        return required(name, text -> Choice.of(type, text));
    }

    /** A required choice; {@code missing} is the message for a form without one. */
    public <E extends Enum<E>> E choice(String name, String missing, Class<E> type) {
        return required(name, missing, text -> Choice.of(type, text));
    }

    /** A whole number, if there is one: a number of JSON, digits in a form. */
    public Optional<Integer> number(String name) {
        if (!strict || !given(name)) {
            return optional(name, InputTree::number);
        }
        read.add(name);
        var number = InputTree.number(node.path(name));
        if (number.isEmpty()) {
            refuse(name, "error.type.number");
        }
        return number;
    }

    /** The value of a JSON boolean or a check box. */
    public boolean ticked(String name) {
        read.add(name);
        var child = node.path(name);
        if (strict && !child.isMissingNode() && !child.isNull() && !child.isBoolean()) {
            refuse(name, "error.type.boolean");
        }
        return child.isBoolean()
                ? child.asBoolean()
                : child.isTextual() && !child.asText().isBlank();
    }

    public void refuse(String name, String message, Object... arguments) {
        faults.add(FieldError.of(at(name), message, arguments));
    }

    public void refuse(String name, Malformed malformed) {
        faults.add(malformed.at(at(name)));
    }

    /** Fails with {@link Failure.Kind#INVALID} if any field has an error. */
    public void end() {
        refuseUnread();
        faults.throwIfAny();
    }

    /** Whether any field has an error so far. */
    public boolean refused() {
        return !faults.none();
    }

    /** The typed values, to show them again; without the secrets. */
    public Form form() {
        return Form.of(node).without(name -> secrets.contains(at(name)));
    }

    private void refuseUnread() {
        if (strict) {
            faults.addUnread(path, node.fieldNames(), read);
            children.forEach(Input::refuseUnread);
        }
    }

    private <T> Optional<T> parsed(String name, Function<String, T> parse) {
        var before = faults.count();
        var text = text(name);
        if (faults.count() > before) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(parse.apply(text));
        } catch (Malformed malformed) {
            faults.add(malformed.at(at(name)));
            return Optional.empty();
        }
    }

    private List<String> refusedList(String name) {
        refuse(name, "error.type.list");
        return List.of();
    }

    private Input child(JsonNode child, String childPath) {
        var input = new Input(child, childPath, strict, secrets, faults);
        children.add(input);
        return input;
    }

    private String at(String name) {
        return InputTree.path(path, name);
    }
}
