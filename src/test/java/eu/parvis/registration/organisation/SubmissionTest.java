package eu.parvis.registration.organisation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.company.OrganisationNumber;
import eu.parvis.company.VatNumber;
import eu.parvis.company.Verification;
import eu.parvis.crypto.Secret;
import eu.parvis.organisation.OrganisationDetails;
import eu.parvis.organisation.OrganisationType;
import eu.parvis.organisation.RegisteredIn;
import eu.parvis.values.AddressLine;
import eu.parvis.values.Country;
import eu.parvis.values.EmailAddress;
import eu.parvis.values.Language;
import eu.parvis.values.OrganisationName;
import eu.parvis.values.Person;
import eu.parvis.values.PersonName;
import eu.parvis.values.PhoneNumber;
import eu.parvis.values.Postcode;
import eu.parvis.values.Region;
import eu.parvis.values.Town;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Submissions are stored for weeks, so a new build must read those of the previous build. */
class SubmissionTest {

    /** Written by build 0783cd8. */
    private static final String WRITTEN_BEFORE = """
            {"organisationId":"00000000-0000-0001-0000-000000000002","organisation":{"registeredIn":"EUROPEAN_UNION",\
            "number":{"key":"VAT:BE0776543297"},"siret":null,"vatNumber":"BE0776543297","identificationNumber":null,\
            "type":"ASSOCIATION","name":{"value":"Atelier des Deux Rives"},"phone":{"e164":"+3225551212"},"fax":null,\
            "address":{"value":"Rue du Canal 8"},"postcode":{"value":"1000"},"town":{"value":"Bruxelles"},\
            "region":{"value":"Bruxelles-Capitale"},"country":{"code":"BE","inEuropeanUnion":true}},\
            "administrator":{"firstName":{"value":"Inès"},"lastName":{"value":"Verhaeghe"},\
            "phone":{"e164":"+32470123456"},"email":{"value":"ines@deuxrives.example"}},"language":"FR",\
            "verification":{"kind":"VAT","number":"BE0776543297","state":"UNVERIFIED","source":null,"checkedAt":null,\
            "evidence":{"name":null,"address":null,"requestIdentifier":null}}}""";

    @Test
    void aSubmissionOfTheBuildBeforeIsRead() {
        assertEquals(submission(), Submission.of(new Secret(WRITTEN_BEFORE)));
    }

    @Test
    void aSubmissionOfThisBuildIsRead() {
        assertEquals(submission(), Submission.of(submission().toSecret()));
    }

    private static Submission submission() {
        var belgium = new Country("BE");
        var number = VatNumber.parse("BE0776543297");
        var organisation = new OrganisationDetails(
                RegisteredIn.EUROPEAN_UNION,
                Optional.of(OrganisationNumber.of(number)),
                Optional.empty(),
                Optional.of(number.value()),
                Optional.empty(),
                OrganisationType.ASSOCIATION,
                new OrganisationName("Atelier des Deux Rives"),
                new PhoneNumber("+3225551212"),
                Optional.empty(),
                new AddressLine("Rue du Canal 8"),
                Optional.of(new Postcode("1000")),
                new Town("Bruxelles"),
                new Region("Bruxelles-Capitale"),
                belgium);
        var administrator = new Person(
                new PersonName("Inès"),
                new PersonName("Verhaeghe"),
                new EmailAddress("ines@deuxrives.example"),
                Optional.of(new PhoneNumber("+32470123456")));
        return new Submission(
                new UUID(1, 2),
                organisation,
                administrator,
                Language.FR,
                Verification.unverified(Verification.Kind.VAT, number.value()));
    }
}
