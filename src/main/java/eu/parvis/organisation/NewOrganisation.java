package eu.parvis.organisation;

import eu.parvis.company.OrganisationNumber;
import eu.parvis.values.AddressLine;
import eu.parvis.values.Country;
import eu.parvis.values.OrganisationName;
import eu.parvis.values.PhoneNumber;
import eu.parvis.values.Postcode;
import eu.parvis.values.Region;
import eu.parvis.values.Town;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An organisation as it registers.
 *
 * @param number what makes it the only one; empty for a French organisation without SIRET
 * @param siret at most one of the three numbers is there; the same one that {@code number} was made of
 * @param postcode empty in countries without postcodes
 */
public record NewOrganisation(
        UUID id,
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
        Country country,
        Instant createdAt) {}
