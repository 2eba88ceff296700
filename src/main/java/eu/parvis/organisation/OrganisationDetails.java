package eu.parvis.organisation;

import eu.parvis.company.OrganisationNumber;
import eu.parvis.company.Siret;
import eu.parvis.values.AddressLine;
import eu.parvis.values.Country;
import eu.parvis.values.Language;
import eu.parvis.values.OrganisationName;
import eu.parvis.values.PhoneNumber;
import eu.parvis.values.Postcode;
import eu.parvis.values.Region;
import eu.parvis.values.Town;
import java.util.Optional;
import java.util.function.Function;

/**
 * The data of an organisation at registration (CG-10 to CG-18). Registrations are stored as JSON of this record:
 * renaming or removing a component makes stored ones unreadable.
 *
 * @param number the unique key; empty for a French organisation without SIRET
 * @param siret at most one of the three numbers is present: the one that {@code number} is built from
 * @param postcode empty in countries without postcodes
 */
public record OrganisationDetails(
        RegisteredIn registeredIn,
        Optional<OrganisationNumber> number,
        Optional<String> siret,
        Optional<String> vatNumber,
        Optional<String> identificationNumber,
        OrganisationType type,
        OrganisationName name,
        PhoneNumber phone,
        Optional<PhoneNumber> fax,
        AddressLine address,
        Optional<Postcode> postcode,
        Town town,
        Region region,
        Country country) {

    /** The kind of number that identifies the organisation. */
    public enum NumberKind {
        SIRET,
        VAT,
        IDENTIFICATION
    }

    /**
     * JSON form of an organisation in the API.
     *
     * @param phone E.164, as is the fax
     * @param country ISO 3166-1, two letters
     */
    public record View(
            RegisteredIn registeredIn,
            Optional<String> siret,
            Optional<String> vatNumber,
            Optional<String> identificationNumber,
            OrganisationType type,
            String name,
            String phone,
            Optional<String> fax,
            String address,
            Optional<String> postcode,
            String town,
            String region,
            String country) {}

    public View view() {
        return new View(
                registeredIn,
                siret,
                vatNumber,
                identificationNumber,
                type,
                name.value(),
                phone.e164(),
                fax.map(PhoneNumber::e164),
                address.value(),
                postcode.map(Postcode::value),
                town.value(),
                region.value(),
                country.code());
    }

    /** An organisation on pages: numbers are grouped, the country is in words. */
    public record Facts(
            Optional<NumberKind> numberKind,
            Optional<String> number,
            OrganisationType type,
            String name,
            String phone,
            Optional<String> fax,
            String address,
            Optional<String> postcode,
            String town,
            String region,
            String country) {}

    /**
     * What pages show.
     *
     * @param grouped how telephone numbers are written
     */
    public Facts facts(Language reader, Function<PhoneNumber, String> grouped) {
        return new Facts(
                numberKind(),
                writtenNumber(),
                type,
                name.value(),
                grouped.apply(phone),
                fax.map(grouped),
                address.value(),
                postcode.map(Postcode::value),
                town.value(),
                region.value(),
                country.name(reader.locale()));
    }

    /** Empty for a French organisation without SIRET. */
    public Optional<NumberKind> numberKind() {
        return siret.map(number -> NumberKind.SIRET)
                .or(() -> vatNumber.map(number -> NumberKind.VAT))
                .or(() -> identificationNumber.map(number -> NumberKind.IDENTIFICATION));
    }

    /** The number, grouped for display. */
    public Optional<String> writtenNumber() {
        return siret.map(number -> new Siret(number).grouped())
                .or(() -> vatNumber)
                .or(() -> identificationNumber);
    }
}
