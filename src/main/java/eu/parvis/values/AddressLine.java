package eu.parvis.values;

/** Street, number, building: a postal address without postcode and town (CG-17). */
public record AddressLine(String value) {

    public static final int MAX_LENGTH = 200;

    public static AddressLine parse(String raw) {
        return new AddressLine(FreeText.parse(raw, MAX_LENGTH, "error.address.missing"));
    }
}
