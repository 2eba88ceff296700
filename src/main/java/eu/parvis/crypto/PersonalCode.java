package eu.parvis.crypto;

import eu.parvis.bus.Malformed;
import java.text.Normalizer;
import java.util.regex.Pattern;

/** The personal code of the challenge set (CG-51): eight digits that are not easily guessed. */
public record PersonalCode(Secret digits) {

    private static final Pattern SEPARATORS = Pattern.compile("[\\s\\p{Z}\\p{Cf}.\\p{Pd}]+");
    private static final Pattern SHAPE = Pattern.compile("[0-9]{8}");
    private static final Pattern REPEATED = Pattern.compile("(.)\\1{7}");

    /** Continues after 9, so that 90123456 is a sequence, too. */
    private static final String UP = "01234567890123456";

    private static final String DOWN = new StringBuilder(UP).reverse().toString();

    /** Day, month and year in the three usual orders. */
    private static final Pattern DATE = Pattern.compile("(?x)"
            + "  (0[1-9]|[12][0-9]|3[01]) (0[1-9]|1[0-2]) (19|20)[0-9]{2}"
            + "| (0[1-9]|1[0-2]) (0[1-9]|[12][0-9]|3[01]) (19|20)[0-9]{2}"
            + "| (19|20)[0-9]{2} (0[1-9]|1[0-2]) (0[1-9]|[12][0-9]|3[01])");

    /**
     * Parses a typed code.
     *
     * @param typed may contain spaces, dots, dashes and full-width digits
     * @throws Malformed {@code error.personalCode.shape}, {@code .repeated}, {@code .sequence} or {@code .date}
     */
    public static PersonalCode parse(String typed) {
        var digits = SEPARATORS
                .matcher(Normalizer.normalize(typed, Normalizer.Form.NFKC))
                .replaceAll("");
        refuse(!SHAPE.matcher(digits).matches(), "error.personalCode.shape");
        refuse(REPEATED.matcher(digits).matches(), "error.personalCode.repeated");
        refuse(UP.contains(digits) || DOWN.contains(digits), "error.personalCode.sequence");
        refuse(DATE.matcher(digits).matches(), "error.personalCode.date");
        return new PersonalCode(new Secret(digits));
    }

    private static void refuse(boolean wrong, String message) {
        if (wrong) {
            throw new Malformed(message);
        }
    }
}
