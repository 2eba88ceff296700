package eu.parvis.company;

import eu.parvis.bus.Malformed;
import eu.parvis.values.Country;
import java.util.Optional;

/**
 * What tells one organisation from another, whichever number it was registered by: two spellings of a number have one
 * key, and a unique index on the key decides who was first (decision D8).
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

    /** Countries outside the Union number independently of each other, so their numbers carry the country. */
    public static OrganisationNumber of(ForeignVatNumber number, Country country) {
        return asEuropean(number)
                .map(OrganisationNumber::of)
                .orElseGet(() -> new OrganisationNumber("VAT:" + country.code() + ":" + number.value()));
    }

    public static OrganisationNumber of(IdentificationNumber number, Country country) {
        return new OrganisationNumber("ID:" + country.code() + ":" + number.value());
    }

    /** An organisation abroad may be registered for VAT in the Union, and have come by that door before. */
    private static Optional<VatNumber> asEuropean(ForeignVatNumber number) {
        try {
            return Optional.of(VatNumber.parse(number.value()));
        } catch (Malformed e) {
            return Optional.empty();
        }
    }
}
