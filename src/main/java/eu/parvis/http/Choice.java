package eu.parvis.http;

import eu.parvis.bus.Malformed;
import java.util.Arrays;

/** Parses the name of an enum's constant. */
public final class Choice {

    private Choice() {}

    public static <E extends Enum<E>> E of(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(text.strip()))
                .findFirst()
                .orElseThrow(() -> new Malformed("error.choice"));
    }
}
