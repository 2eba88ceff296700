package eu.parvis.organisation;

import eu.parvis.company.OrganisationNumber;
import eu.parvis.db.Columns;
import eu.parvis.db.Rows;
import eu.parvis.values.AddressLine;
import eu.parvis.values.Country;
import eu.parvis.values.OrganisationName;
import eu.parvis.values.PhoneNumber;
import eu.parvis.values.Postcode;
import eu.parvis.values.Region;
import eu.parvis.values.Town;
import io.vertx.sqlclient.Row;

/** Columns and row mapping of {@link OrganisationDetails}. */
final class OrganisationColumns {

    static final Columns COLUMNS = new Columns(
            "registered_in",
            "number_key",
            "siret",
            "vat_number",
            "identification_number",
            "type",
            "name",
            "phone",
            "fax",
            "address",
            "postcode",
            "town",
            "region",
            "country");

    private OrganisationColumns() {}

    static Columns.Values values(OrganisationDetails details) {
        return COLUMNS.values(
                details.registeredIn(),
                details.number().map(OrganisationNumber::key),
                details.siret(),
                details.vatNumber(),
                details.identificationNumber(),
                details.type(),
                details.name().value(),
                details.phone().e164(),
                details.fax().map(PhoneNumber::e164),
                details.address().value(),
                details.postcode().map(Postcode::value),
                details.town().value(),
                details.region().value(),
                details.country().code());
    }

    static OrganisationDetails details(Row row) {
        return new OrganisationDetails(
                Rows.constant(row, "registered_in", RegisteredIn.class),
                Rows.optionalText(row, "number_key").map(OrganisationNumber::new),
                Rows.optionalText(row, "siret"),
                Rows.optionalText(row, "vat_number"),
                Rows.optionalText(row, "identification_number"),
                Rows.constant(row, "type", OrganisationType.class),
                new OrganisationName(row.getString("name")),
                new PhoneNumber(row.getString("phone")),
                Rows.optionalText(row, "fax").map(PhoneNumber::new),
                new AddressLine(row.getString("address")),
                Rows.optionalText(row, "postcode").map(Postcode::new),
                new Town(row.getString("town")),
                new Region(row.getString("region")),
                new Country(row.getString("country")));
    }
}
