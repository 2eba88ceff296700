package eu.parvis.catalogue;

import java.time.LocalDate;
import java.util.List;

/**
 * Key usages of certificates issued from a day on.
 *
 * @param key names of RFC 5280 4.2.1.3
 * @param extended names of RFC 5280 4.2.1.12
 */
public record Usage(LocalDate from, List<String> key, List<String> extended) {

    public Usage {
        key = List.copyOf(key);
        extended = List.copyOf(extended);
    }
}
