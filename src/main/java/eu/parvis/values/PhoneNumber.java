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

/**
 * A telephone or fax number that its country's numbering plan allows.
 *
 * @param e164 the plus sign, the country code and the number: {@code +33320202020}
 */
public record PhoneNumber(String e164) {

    public static final int MOST = 40;

    private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();
    private static final long MERE_ZEROS = 9_999;
    private static final Country ELSEWHERE = Country.FRANCE;

    /** Dialled from France, and by organisations whose country is France, without their own country codes. */
    private static final List<String> OVERSEAS = List.of("GP", "MQ", "GF", "RE", "PM");

    /**
     * Reads a number in any national or international spelling.
     *
     * @param country where a number without country code belongs
     */
    public static PhoneNumber parse(String raw, Country country) {
        var typed = Typed.asciiDigits(Typed.line(raw));
        if (typed.isEmpty()) {
            throw new Malformed("error.phone.missing");
        }
        Typed.requireLength(typed, MOST);
        if (typed.codePoints().anyMatch(Character::isLetter)) {
            throw new Malformed("error.phone.letter");
        }
        return regions(country)
                .flatMap(region -> inRegion(typed, region))
                .filter(PLANS::isValidNumber)
                .filter(number -> !number.hasExtension())
                .findFirst()
                .or(() -> unknownButPossible(typed, country))
                .map(number -> new PhoneNumber(PLANS.format(number, PhoneNumberFormat.E164)))
                .orElseThrow(() -> new Malformed("error.phone.invalid", example(country)));
    }

    /** Plans grow faster than our copy of them, and set numbers aside that nobody has (ARCEP's 06 39 98). */
    private static Optional<Phonenumber.PhoneNumber> unknownButPossible(String typed, Country country) {
        return inRegion(typed, country.code())
                .filter(number -> PLANS.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE)
                .filter(number -> number.getNationalNumber() > MERE_ZEROS)
                .filter(number -> !number.hasExtension())
                .findFirst();
    }

    private static Stream<String> regions(Country country) {
        var own = Stream.of(country.code());
        return country.equals(Country.FRANCE) ? Stream.concat(own, OVERSEAS.stream()) : own;
    }

    private static Stream<Phonenumber.PhoneNumber> inRegion(String typed, String region) {
        try {
            return Stream.of(PLANS.parse(typed, region));
        } catch (NumberParseException e) {
            return Stream.empty();
        }
    }

    private static String example(Country country) {
        var home = PLANS.getSupportedRegions().contains(country.code()) ? country : ELSEWHERE;
        return PLANS.format(PLANS.getExampleNumber(home.code()), PhoneNumberFormat.INTERNATIONAL);
    }

    /** Grouped for readers anywhere: {@code +33 3 20 20 20 20}. */
    public String international() {
        return PLANS.format(number(), PhoneNumberFormat.INTERNATIONAL);
    }

    /** Grouped as the language's country does: the national form for French readers, else the international one. */
    public String grouped(Language language) {
        return switch (language) {
            case FR -> national(Country.FRANCE);
            case EN -> international();
        };
    }

    /** Grouped as people write it at home: {@code 03 20 20 20 20} for a reader in its own country, else international. */
    public String national(Country reader) {
        var number = number();
        return PLANS.getCountryCodeForRegion(reader.code()) == number.getCountryCode()
                ? PLANS.format(number, PhoneNumberFormat.NATIONAL)
                : international();
    }

    private Phonenumber.PhoneNumber number() {
        try {
            return PLANS.parse(e164, null);
        } catch (NumberParseException e) {
            throw new IllegalStateException("Not an E.164 number: " + e164, e);
        }
    }
}
