package eu.parvis.bus;

import java.util.Arrays;
import java.util.List;

/** Thrown by values that parse themselves: why this text is not one of them. Becomes a {@link FieldError} at its field. */
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
