package eu.parvis.company;

import eu.parvis.bus.Malformed;
import eu.parvis.values.TypedText;
import java.util.regex.Pattern;

/**
 * The number of an organisation in a chamber of commerce or a foreign register, such as the RIDET of New Caledonia
 * (CG-15).
 *
 * @param value 2 to 32 capital letters and digits, at least one of them a digit other than 0, so that "none" is invalid
 */
public record IdentificationNumber(String value) {

    private static final Pattern SHAPE = Pattern.compile("(?=.*[1-9])[A-Z0-9]{2,32}");

    public static IdentificationNumber parse(String raw) {
        var code = TypedText.code(raw);
        if (code.isEmpty()) {
            throw new Malformed("error.identificationNumber.missing");
        }
        if (!SHAPE.matcher(code).matches()) {
            throw new Malformed("error.identificationNumber.shape");
        }
        return new IdentificationNumber(code);
    }
}
