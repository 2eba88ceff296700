package eu.parvis.signin.terms;

import static eu.parvis.badinput.FieldRule.required;
import static eu.parvis.badinput.NastyValue.ALL;
import static eu.parvis.badinput.NastyValue.BLANKS;
import static eu.parvis.badinput.NastyValue.IN_ADDRESS;
import static eu.parvis.badinput.NastyValue.NOTHING;
import static eu.parvis.badinput.ValueTrial.inAddress;

import eu.parvis.Await;
import eu.parvis.badinput.ApiTrial;
import eu.parvis.badinput.ValueTrial;
import eu.parvis.badinput.ValueTrial.Answer;
import eu.parvis.membership.Registry;
import eu.parvis.membership.Role;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.signin.password.SigninCapability;
import eu.parvis.terms.TermsCapability;
import eu.parvis.terms.TermsFolderForTests;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Nasty values where the terms of use are read and accepted: nothing is accepted. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TermsBadInputTest {

    private Registry registry;
    private UUID account;

    @BeforeAll
    void publish(Vertx vertx, @TempDir Path folder) {
        new TermsFolderForTests(folder).with("2026-10", "2026-10-01", "The portal is free.");
        registry = Registry.open(
                vertx,
                Map.of("terms.folder", folder.toString()),
                TermsCapability.DESCRIPTOR,
                SigninCapability.DESCRIPTOR,
                AcceptanceCapability.DESCRIPTOR);
        var organisation = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        account = registry.member(organisation, "nolwenn.kervella@kervella.example", Role.ADMINISTRATOR)
                .account();
    }

    /** Any text is compared with the current version, which the conflict then shows. */
    @TestFactory
    Stream<DynamicContainer> theCallThatAccepts() {
        var missing = Set.of(NOTHING, BLANKS);
        return new ApiTrial(
                        body -> Await.done(registry.portal
                                .api(account, Kind.OPEN)
                                .send(HttpMethod.POST, "/terms/acceptances", body)),
                        JsonObject.of("version", "2020-01", "sha256", "0"),
                        List.of(required("version", missing), required("sha256", missing)),
                        409)
                .tests();
    }

    /** The fields of the form are hidden: a page of ours never sends these values. */
    @TestFactory
    Stream<DynamicTest> theFormThatAccepts() {
        var browser = registry.portal.browser(account, Kind.OPEN);
        return Stream.of("version", "sha256")
                .flatMap(field -> new ValueTrial(
                                ALL,
                                value -> Answer.of(browser.post("/terms/accept", "decision", "ACCEPT", field, value)),
                                409)
                        .tests());
    }

    @TestFactory
    Stream<DynamicTest> theDecision() {
        var browser = registry.portal.browser(account, Kind.OPEN);
        return new ValueTrial(ALL, value -> Answer.of(browser.post("/terms/accept", "decision", value)), 400).tests();
    }

    @TestFactory
    Stream<DynamicTest> theVersionInTheAddress() {
        var browser = registry.portal.browser();
        return new ValueTrial(IN_ADDRESS, value -> Answer.of(browser.get("/terms/" + inAddress(value))), 404).tests();
    }
}
