package eu.parvis.crypto;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;

/** A text that no log, exception or debugger view may show: a password, an answer, a code. In JSON a plain string. */
public record Secret(String text) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Secret {
        Objects.requireNonNull(text);
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
