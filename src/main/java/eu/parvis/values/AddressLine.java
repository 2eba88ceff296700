package eu.parvis.values;

/** Street, number, building: a postal address without postcode and town (CG-17). */
public record AddressLine(String value) {

    public static final int MOST = 200;

    public static AddressLine parse(String raw) {
        return new AddressLine(FreeText.parse(raw, MOST, "error.address.missing"));
    }
}
