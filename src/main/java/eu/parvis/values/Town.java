package eu.parvis.values;

/** The town of a postal address, followed by CEDEX where it applies (CG-17). */
public record Town(String value) {

    public static final int MAX_LENGTH = 100;

    public static Town parse(String raw) {
        return new Town(FreeText.parse(raw, MAX_LENGTH, "error.town.missing"));
    }
}
