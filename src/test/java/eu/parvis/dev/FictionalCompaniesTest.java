package eu.parvis.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.company.Siret;
import eu.parvis.company.VatNumber;
import org.junit.jupiter.api.Test;

class FictionalCompaniesTest {

    @Test
    void everyNumberOfTheSandboxPassesTheChecksOfTheForm() {
        FictionalCompanies.sirets()
                .forEach(example -> assertEquals(
                        example.number(), Siret.parse(example.number()).value()));
        FictionalCompanies.vatNumbers()
                .forEach(example -> assertEquals(
                        example.number(), VatNumber.parse(example.number()).value()));
    }
}
