package eu.parvis.values;

/** State, province or canton of a country other than France (CG-17). France has {@link Department}s. */
public record Region(String value) {

    public static final int MOST = 100;

    public static Region parse(String raw) {
        return new Region(FreeText.parse(raw, MOST, "error.region.missing"));
    }
}
