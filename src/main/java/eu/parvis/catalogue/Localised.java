package eu.parvis.catalogue;

import eu.parvis.values.Language;

/** A text in each language. */
public record Localised(String fr, String en) {

    public String in(Language language) {
        return switch (language) {
            case FR -> fr;
            case EN -> en;
        };
    }
}
