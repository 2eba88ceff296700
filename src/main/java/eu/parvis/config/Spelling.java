package eu.parvis.config;

import eu.parvis.values.Country;
import eu.parvis.values.EmailAddress;
import eu.parvis.values.PhoneNumber;
import java.net.URI;

/** Parses the texts of settings. Each method throws {@link IllegalArgumentException} for an invalid text. */
final class Spelling {

    private Spelling() {}

    static String webAddress(String text) {
        if (URI.create(text).getHost() == null || !text.matches("https?:.*")) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    static String hostAndPort(String text) {
        if (!text.matches("[A-Za-z0-9.:\\[\\]-]+:\\d{1,5}")) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    static String databaseAddress(String text) {
        if (!text.startsWith("postgresql://")) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    static String mailAddress(String text) {
        return EmailAddress.parse(text).value();
    }

    static String phone(String text) {
        return PhoneNumber.parse(text, Country.FRANCE).e164();
    }

    static String openingHours(String line) {
        OpeningHours.line(line);
        return line;
    }

    static String network(String text) {
        Network.parse(text);
        return text;
    }

    static boolean trueOrFalse(String text) {
        if (!"true".equalsIgnoreCase(text) && !"false".equalsIgnoreCase(text)) {
            throw new IllegalArgumentException(text);
        }
        return Boolean.parseBoolean(text);
    }

    static <T extends Comparable<T>> T within(T least, T value, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(value.toString());
        }
        return value;
    }

    static String instances(String text) {
        return text.matches("[a-z]+")
                ? text
                : within(0, Integer.valueOf(text), Integer.MAX_VALUE).toString();
    }
}
