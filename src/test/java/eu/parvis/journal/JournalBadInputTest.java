package eu.parvis.journal;

import static eu.parvis.badinput.NastyValue.BLANKS;
import static eu.parvis.badinput.NastyValue.IN_ADDRESS;
import static eu.parvis.badinput.ValueTrial.inAddress;

import eu.parvis.badinput.NastyValue;
import eu.parvis.badinput.ValueTrial;
import eu.parvis.badinput.ValueTrial.Answer;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.membership.Registry;
import eu.parvis.membership.Role;
import eu.parvis.session.SessionApi.Channel;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nasty values in the filter of the journal and in its cursor. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JournalBadInputTest {

    /** A blank parameter is none. */
    private static final Set<NastyValue> GIVEN =
            IN_ADDRESS.stream().filter(value -> value != BLANKS).collect(Collectors.toUnmodifiableSet());

    private Registry registry;
    private Actor mael;

    @BeforeAll
    void open(Vertx vertx) {
        registry = Registry.open(vertx, Map.of(), JournalCapability.DESCRIPTOR);
        var organisation = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        mael = registry.member(organisation, "mael.cariou@kervella.example", Role.USER);
    }

    @TestFactory
    Stream<DynamicTest> thePageAndItsFiles() {
        var browser = registry.portal.browser().with("session", registry.token(mael.account(), Channel.BROWSER));
        return Stream.of("?kind=", "?before=", ".csv?kind=", ".json?kind=")
                .flatMap(query -> new ValueTrial(
                                GIVEN,
                                value -> Answer.of(browser.get("/account/journal" + query + inAddress(value))),
                                400)
                        .tests());
    }

    @TestFactory
    Stream<DynamicTest> theCall() {
        var program = registry.portal.api().bearer(registry.token(mael.account(), Channel.API));
        return Stream.of("kind", "before", "limit")
                .flatMap(name -> new ValueTrial(
                                GIVEN,
                                value -> Answer.of(program.get("/me/events?" + name + "=" + inAddress(value))),
                                400)
                        .tests());
    }
}
