package eu.parvis.company;

import static eu.parvis.badinput.NastyValue.IN_ADDRESS;
import static eu.parvis.badinput.ValueTrial.inAddress;
import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.TestPortal;
import eu.parvis.api.ApiClient;
import eu.parvis.badinput.ValueTrial;
import eu.parvis.badinput.ValueTrial.Answer;
import eu.parvis.http.Browser;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Malformed numbers are never sent to a register. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompanyBadInputTest {

    private ApiClient api;
    private Browser browser;

    @BeforeAll
    void open(Vertx vertx) {
        var portal = new TestPortal(vertx, CompanyCapability.DESCRIPTOR);
        api = portal.api();
        browser = portal.browser();
    }

    @TestFactory
    Stream<DynamicTest> theNumberThatAProgramLooksUp() {
        return new ValueTrial(IN_ADDRESS, this::lookUp, 400).tests();
    }

    private Answer lookUp(String siret) {
        var refused = api.get("/companies/" + inAddress(siret));
        assertEquals(List.of("siret"), refused.wrongFields(), refused::toString);
        return Answer.of(refused);
    }

    @TestFactory
    Stream<DynamicTest> theNumberThatTheFormLooksUp() {
        return new ValueTrial(
                        IN_ADDRESS, siret -> Answer.of(browser.get("/register/company?siret=" + inAddress(siret))), 400)
                .tests();
    }
}
