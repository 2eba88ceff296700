package eu.parvis.values;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import eu.parvis.bus.Malformed;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A telephone or fax number that is valid in the numbering plan of its country. */
public record PhoneNumber(String e164) {

    public static final int MAX_LENGTH = 40;

    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();
    private static final long LARGEST_MEANINGLESS_NUMBER = 9_999;
    private static final Country EXAMPLE_COUNTRY = Country.FRANCE;

    /**
     * French overseas regions with their own country codes. People in France, and organisations whose country is
     * France, dial their numbers in the national form.
     */
    private static final List<String> OVERSEAS = List.of("GP", "MQ", "GF", "RE", "PM");

    /**
     * Parses a number in national or international spelling.
     *
     * @param country used for a number without country code
     */
    public static PhoneNumber parse(String raw, Country country) {
        var typed = TypedText.asciiDigits(TypedText.line(raw));
        if (typed.isEmpty()) {
            throw new Malformed("error.phone.missing");
        }
        TypedText.requireLength(typed, MAX_LENGTH);
        if (typed.codePoints().anyMatch(Character::isLetter)) {
            throw new Malformed("error.phone.letter");
        }
        return regions(country)
                .flatMap(region -> inRegion(typed, region))
                .filter(LIBRARY::isValidNumber)
                .filter(number -> !number.hasExtension())
                .findFirst()
                .or(() -> possibleNumber(typed, country))
                .map(number -> new PhoneNumber(LIBRARY.format(number, PhoneNumberFormat.E164)))
                .orElseThrow(() -> new Malformed("error.phone.invalid", example(country)));
    }

    /**
     * Accepts numbers of possible length that libphonenumber does not know: numbering plans change before the library
     * does, and they reserve ranges for fiction (ARCEP's 06 39 98).
     */
    private static Optional<Phonenumber.PhoneNumber> possibleNumber(String typed, Country country) {
        return inRegion(typed, country.code())
                .filter(number -> LIBRARY.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE)
                .filter(number -> number.getNationalNumber() > LARGEST_MEANINGLESS_NUMBER)
                .filter(number -> !number.hasExtension())
                .findFirst();
    }

    private static Stream<String> regions(Country country) {
        var own = Stream.of(country.code());
        return country.equals(Country.FRANCE) ? Stream.concat(own, OVERSEAS.stream()) : own;
    }

    private static Stream<Phonenumber.PhoneNumber> inRegion(String typed, String region) {
        try {
            return Stream.of(LIBRARY.parse(typed, region));
        } catch (NumberParseException e) {
            return Stream.empty();
        }
    }

    private static String example(Country country) {
        var home = LIBRARY.getSupportedRegions().contains(country.code()) ? country : EXAMPLE_COUNTRY;
        return LIBRARY.format(LIBRARY.getExampleNumber(home.code()), PhoneNumberFormat.INTERNATIONAL);
    }

    /** International form: {@code +33 3 20 20 20 20}. */
    public String international() {
        return LIBRARY.format(number(), PhoneNumberFormat.INTERNATIONAL);
    }

    /** For French, the national form of French numbers; for all others the international form. */
    public String grouped(Language language) {
        return switch (language) {
            case FR -> national(Country.FRANCE);
            case EN -> international();
        };
    }

    /**
     * National form ({@code 03 20 20 20 20}) if the number belongs to the reader's country, else international form.
     */
    public String national(Country reader) {
        var number = number();
        return LIBRARY.getCountryCodeForRegion(reader.code()) == number.getCountryCode()
                ? LIBRARY.format(number, PhoneNumberFormat.NATIONAL)
                : international();
    }

    private Phonenumber.PhoneNumber number() {
        try {
            return LIBRARY.parse(e164, null);
        } catch (NumberParseException e) {
            throw new IllegalStateException("Not an E.164 number: " + e164, e);
        }
    }
}
