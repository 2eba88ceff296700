package eu.parvis.values;

/** State, province or canton of a country other than France (CG-17). France has {@link Department}s. */
public record Region(String value) {

    public static final int MAX_LENGTH = 100;

    public static Region parse(String raw) {
        return new Region(FreeText.parse(raw, MAX_LENGTH, "error.region.missing"));
    }
}
