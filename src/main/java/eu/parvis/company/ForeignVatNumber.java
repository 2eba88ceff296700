package eu.parvis.company;

import eu.parvis.bus.Malformed;
import eu.parvis.values.TypedText;
import java.util.regex.Pattern;

/**
 * The VAT number of an organisation outside the European Union (CG-15). No register can verify it.
 *
 * @param value 4 to 20 capital letters and digits, at least one of them a digit other than 0
 */
public record ForeignVatNumber(String value) {

    private static final Pattern SHAPE = Pattern.compile("(?=.*[1-9])[A-Z0-9]{4,20}");

    public static ForeignVatNumber parse(String raw) {
        var code = TypedText.code(raw);
        if (code.isEmpty()) {
            throw new Malformed("error.foreignVatNumber.missing");
        }
        if (!SHAPE.matcher(code).matches()) {
            throw new Malformed("error.foreignVatNumber.shape");
        }
        return new ForeignVatNumber(code);
    }
}
