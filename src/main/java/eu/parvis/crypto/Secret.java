package eu.parvis.crypto;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;

/**
 * A text that no log, exception or debugger view may show: a password, an answer, a code. It is a plain string in JSON.
 */
public record Secret(String text) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Secret {
        Objects.requireNonNull(text);
    }

    /** Without the white space at both ends that copying may add (NIST SP 800-63B, 5.1.1.2). */
    public Secret stripped() {
        return new Secret(text.strip());
    }

    @Override
    @JsonValue
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return "Secret[***]";
    }
}
