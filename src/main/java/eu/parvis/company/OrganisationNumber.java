package eu.parvis.company;

import eu.parvis.bus.Malformed;
import eu.parvis.values.Country;
import java.util.Optional;

/**
 * The unique key of an organisation, built from the number it registered with. All spellings of a number give one key.
 * A unique index on the key rejects the second registration (decision D8).
 *
 * @param key {@code SIRET:73282932000074}, {@code VAT:BE0403019261} or {@code ID:NC:1234567001}
 */
public record OrganisationNumber(String key) {

    public static OrganisationNumber of(Siret siret) {
        return new OrganisationNumber("SIRET:" + siret.value());
    }

    public static OrganisationNumber of(VatNumber number) {
        return new OrganisationNumber("VAT:" + number.value());
    }

    /** Countries outside the European Union assign numbers independently, so the key contains the country. */
    public static OrganisationNumber of(ForeignVatNumber number, Country country) {
        return asEuropean(number)
                .map(OrganisationNumber::of)
                .orElseGet(() -> new OrganisationNumber("VAT:" + country.code() + ":" + number.value()));
    }

    public static OrganisationNumber of(IdentificationNumber number, Country country) {
        return new OrganisationNumber("ID:" + country.code() + ":" + number.value());
    }

    /**
     * An organisation outside the European Union may have a VAT number of a member state. It must get the same key as
     * if it had registered with that number.
     */
    private static Optional<VatNumber> asEuropean(ForeignVatNumber number) {
        try {
            return Optional.of(VatNumber.parse(number.value()));
        } catch (Malformed e) {
            return Optional.empty();
        }
    }
}
