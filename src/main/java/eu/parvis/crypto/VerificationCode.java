package eu.parvis.crypto;

import eu.parvis.bus.Malformed;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** A mailed code of six digits, for people who read the mail on another device. */
public record VerificationCode(Secret digits) {

    private static final Pattern SEPARATORS = Pattern.compile("[\\s\\p{Z}\\p{Cf}.\\p{Pd}]+");
    private static final Pattern SHAPE = Pattern.compile("[0-9]{6}");

    /**
     * Parses a typed or pasted code.
     *
     * @param typed may contain spaces, dots, dashes and full-width digits
     * @throws Malformed {@code error.code.missing}, {@code error.code.shape}
     */
    public static VerificationCode parse(String typed) {
        var digits = SEPARATORS
                .matcher(Normalizer.normalize(typed, Normalizer.Form.NFKC))
                .replaceAll("");
        if (digits.isEmpty()) {
            throw new Malformed("error.code.missing");
        }
        if (!SHAPE.matcher(digits).matches()) {
            throw new Malformed("error.code.shape");
        }
        return new VerificationCode(new Secret(digits));
    }

    public static VerificationCode draw(SecureRandom random) {
        return new VerificationCode(new Secret(String.format(Locale.ROOT, "%06d", random.nextInt(1_000_000))));
    }
}
