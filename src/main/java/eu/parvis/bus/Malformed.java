package eu.parvis.bus;

import java.util.Arrays;
import java.util.List;

/** Thrown by {@code parse} methods of value types; becomes a {@link FieldError} of the field. */
public final class Malformed extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String messageId;
    private final transient List<String> arguments;

    public Malformed(String messageId, Object... arguments) {
        super(messageId);
        this.messageId = messageId;
        this.arguments = Arrays.stream(arguments).map(String::valueOf).toList();
    }

    public FieldError at(String field) {
        return new FieldError(field, messageId, arguments);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
