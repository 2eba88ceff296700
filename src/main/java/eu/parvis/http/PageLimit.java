package eu.parvis.http;

import eu.parvis.bus.Malformed;

/** The parameter {@code limit} of the API: how many entries of a list are asked for. */
public final class PageLimit {

    private PageLimit() {}

    /** From 1 to {@code most}. */
    public static int parse(String text, int most) {
        if (!text.matches("[1-9]\\d{0,2}") || Integer.parseInt(text) > most) {
            throw new Malformed("error.limit", most);
        }
        return Integer.parseInt(text);
    }
}
