package eu.parvis.company;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.TestPortal;
import eu.parvis.bus.Failure;
import eu.parvis.company.CompanyApi.CheckVat;
import eu.parvis.company.CompanyApi.Company;
import eu.parvis.company.CompanyApi.Found;
import eu.parvis.company.CompanyApi.LookUp;
import eu.parvis.company.CompanyApi.State;
import eu.parvis.company.CompanyApi.VatCheck;
import eu.parvis.dev.DirectoryServer;
import eu.parvis.dev.DirectoryServer.Mood;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Uses the verticle through its addresses only; the registers are a real HTTP server that imitates their failures. */
@ExtendWith(VertxExtension.class)
class CompanyVerticleTest {

    private static final String GLASSWORKS = "90000001900019";
    private static final String WORKSHOP = "90000001900027";
    private static final String VALID_VAT = "BE0900000147";
    private static final String INVALID_VAT = "BE0900000246";

    private DirectoryServer registers;
    private TestPortal portal;

    @BeforeEach
    void start(Vertx vertx) {
        registers = Await.done(DirectoryServer.start(vertx, 0));
        portal = new TestPortal(
                vertx,
                Map.of(
                        "company.directoryUrl",
                        registers.directoryUrl(),
                        "company.viesUrl",
                        registers.viesUrl(),
                        "company.directoryRate",
                        "1000"),
                CompanyCapability.DESCRIPTOR);
    }

    @Test
    void aHeadOfficeIsFoundWithItsAddress() {
        var found = lookUp("900 000 019 00019");

        assertEquals(State.VERIFIED, found.state());
        assertEquals(GLASSWORKS, found.siret());
        assertEquals(portal.clock.instant(), found.at());
        assertEquals(
                Optional.of(new Company(
                        "VERRERIE DES DEUX CAPS",
                        CompanyApi.Type.COMPANY,
                        "12 RUE DES VERRIERS",
                        "62179",
                        "WISSANT",
                        "Pas-de-Calais",
                        "FR")),
                found.company());
    }

    @Test
    void anotherEstablishmentIsFoundAtItsOwnAddress() {
        var workshop = lookUp(WORKSHOP).company().orElseThrow();

        assertEquals("3 QUAI DE LA MARNE", workshop.address());
        assertEquals("62100", workshop.postcode());
        assertEquals("CALAIS", workshop.town());
    }

    @Test
    void administrationsAssociationsAndPersonsAreToldApart() {
        assertEquals(CompanyApi.Type.ADMINISTRATION, typeOf("90000002700012"));
        assertEquals(CompanyApi.Type.ASSOCIATION, typeOf("90000003500015"));
        assertEquals(CompanyApi.Type.COMPANY, typeOf("90000006800016"));
        assertEquals(
                "CLAIRE ROUSSEL",
                lookUp("90000006800016").company().orElseThrow().name());
    }

    @Test
    void corsicaOverseasAndLaPosteAreUnderstood() {
        assertEquals(
                "Corse-du-Sud", lookUp("90000003500015").company().orElseThrow().region());
        assertEquals(
                "La Réunion", lookUp("90000007600019").company().orElseThrow().region());
        assertEquals(State.VERIFIED, lookUp("35600000049841").state());
    }

    @Test
    void aClosedEstablishmentIsNamedAndClosed() {
        var found = lookUp("90000004300019");

        assertEquals(State.CLOSED, found.state());
        assertEquals("FILATURE DU VALLON", found.company().orElseThrow().name());
    }

    @Test
    void whatIsNotPublicIsNotShown() {
        var found = lookUp("90000005000014");

        assertEquals(State.NOT_PUBLIC, found.state());
        assertEquals(Optional.empty(), found.company());
    }

    @Test
    void aNumberThatOnlyFitsTogetherIsNotFound() {
        assertEquals(State.NOT_FOUND, lookUp("90000009200016").state());
    }

    @Test
    void aNumberThatDoesNotFitTogetherIsRefusedBeforeAnybodyIsAsked() {
        var refusal = assertInstanceOf(
                Failure.class, Await.failure(portal.bus.request(CompanyApi.LOOK_UP, new LookUp("90000001900018"))));

        assertEquals(Failure.Kind.INVALID, refusal.kind());
        assertEquals("siret", refusal.fields().get(0).field());
        assertEquals("error.siret.checksum", refusal.fields().get(0).message());
        assertEquals(0, registers.calls());
    }

    @ParameterizedTest
    @EnumSource(
            value = Mood.class,
            names = {"WELL", "BUSY"},
            mode = EnumSource.Mode.EXCLUDE)
    void onABadDayOfTheDirectoryNothingIsVerifiedAndNobodyWaitsLong(Mood mood) {
        registers.mood(mood == Mood.BLOCKING ? Mood.DOWN : mood);

        var found = lookUp(GLASSWORKS);

        assertEquals(State.UNVERIFIED, found.state());
        assertEquals(Optional.empty(), found.company());
        assertEquals(0, registers.strays());
    }

    @ParameterizedTest
    @EnumSource(
            value = Mood.class,
            names = {"WELL", "BUSY"},
            mode = EnumSource.Mode.EXCLUDE)
    void onABadDayOfViesNothingIsVerified(Mood mood) {
        registers.mood(mood);

        assertEquals(State.UNVERIFIED, checkVat(VALID_VAT).state());
        assertEquals(0, registers.strays());
    }

    @Test
    void aDirectoryThatHasGoneIsTheSameAsOneThatIsDown() {
        Await.done(registers.close());

        assertEquals(State.UNVERIFIED, lookUp(GLASSWORKS).state());
    }

    @Test
    void theNextDayIsAGoodDayAgain() {
        registers.mood(Mood.DOWN);
        assertEquals(State.UNVERIFIED, lookUp(GLASSWORKS).state());

        registers.mood(Mood.WELL);

        assertEquals(State.VERIFIED, lookUp(GLASSWORKS).state());
    }

    @Test
    void aBusyMomentIsTriedOnceMoreButALongWaitIsNot() {
        registers.mood(Mood.DOWN);
        lookUp(GLASSWORKS);
        assertEquals(2, registers.calls());

        registers.mood(Mood.CROWDED);
        lookUp(GLASSWORKS);

        assertEquals(3, registers.calls());
    }

    @Test
    void whoAsksForASecondOfPatienceGetsIt() {
        registers.mood(Mood.BUSY);

        assertEquals(State.VERIFIED, lookUp(GLASSWORKS).state());
        assertEquals(2, registers.calls());
    }

    @Test
    void aDirectoryThatKeepsFailingIsLeftAlone() {
        registers.mood(Mood.WRONG);
        IntStream.range(0, 5).forEach(round -> lookUp(GLASSWORKS));
        var calls = registers.calls();
        registers.mood(Mood.WELL);

        assertEquals(State.UNVERIFIED, lookUp(GLASSWORKS).state());
        assertEquals(calls, registers.calls());
    }

    @Test
    void theSameQuestionIsAskedOnceADay() {
        lookUp(GLASSWORKS);
        portal.clock.advance(Duration.ofHours(23));
        lookUp("900.000.019.00019");
        assertEquals(1, registers.calls());

        portal.clock.advance(Duration.ofHours(2));
        lookUp(GLASSWORKS);

        assertEquals(2, registers.calls());
    }

    @Test
    void manyWhoAskAtTheSameTimeAreOneCall() {
        var asked = IntStream.range(0, 50)
                .mapToObj(visitor -> portal.bus.request(CompanyApi.LOOK_UP, new LookUp(GLASSWORKS)))
                .toList();

        var states = asked.stream()
                .map(answer -> Await.done(answer).state())
                .distinct()
                .toList();

        assertEquals(List.of(State.VERIFIED), states);
        assertEquals(1, registers.calls());
    }

    @Test
    void viesConfirmsANumberWithItsProof() {
        var check = checkVat("be 0900.000.147");

        assertEquals(State.VERIFIED, check.state());
        assertEquals(VALID_VAT, check.number());
        assertEquals(Optional.of("GLASBLAZERIJ TWEE KAPEN NV"), check.name());
        assertEquals(Optional.of("WAPIAAAAZSANDBOX"), check.requestIdentifier());
    }

    @Test
    void aCountryThatGivesNoNameConfirmsAllTheSame() {
        var check = checkVat("DE900000014");

        assertEquals(State.VERIFIED, check.state());
        assertEquals(Optional.empty(), check.name());
        assertEquals(Optional.empty(), check.address());
    }

    @Test
    void aNumberThatViesDoesNotKnowIsNotFound() {
        assertEquals(State.NOT_FOUND, checkVat(INVALID_VAT).state());
    }

    @Test
    void aMemberStateThatIsAwayIsNotANo() {
        assertEquals(State.UNVERIFIED, checkVat("ESB90000001").state());
    }

    @Test
    void oneMemberStateThatIsAwayDoesNotHideTheOthers() {
        IntStream.range(0, 8).forEach(round -> checkVat("ESB90000001"));

        assertEquals(State.VERIFIED, checkVat(VALID_VAT).state());
    }

    @Test
    void aValidNumberIsRememberedForAMonthAndAnInvalidOneForADay() {
        checkVat(VALID_VAT);
        checkVat(INVALID_VAT);
        portal.clock.advance(Duration.ofDays(2));

        checkVat(VALID_VAT);
        checkVat(INVALID_VAT);

        assertEquals(3, registers.calls());
    }

    @Test
    void whoeverIsBlockedByViesKeepsQuietForAnHour() {
        registers.mood(Mood.BLOCKING);
        checkVat(VALID_VAT);
        registers.mood(Mood.WELL);

        assertEquals(State.UNVERIFIED, checkVat(VALID_VAT).state());
        assertEquals(1, registers.calls());

        portal.clock.advance(Duration.ofMinutes(61));
        assertEquals(State.VERIFIED, checkVat(VALID_VAT).state());
    }

    @Test
    void noMemberStateIsAskedMoreThanTwoThingsAtOnce() {
        registers.mood(Mood.SLOW);

        var asked = List.of("BE0900000147", "BE0900000246", "BE0900000345").stream()
                .map(number -> portal.bus.request(CompanyApi.CHECK_VAT, new CheckVat(number)))
                .toList();
        Await.done(Future.join(asked));

        assertEquals(2, registers.calls());
    }

    @ParameterizedTest
    @ValueSource(strings = {"BE0900000148", "CHE123456789", ""})
    void aVatNumberThatCannotExistIsRefused(String number) {
        var refusal = assertInstanceOf(
                Failure.class, Await.failure(portal.bus.request(CompanyApi.CHECK_VAT, new CheckVat(number))));

        assertEquals("vatNumber", refusal.fields().get(0).field());
        assertTrue(refusal.fields().get(0).message().startsWith("error.vatNumber."));
    }

    private CompanyApi.Type typeOf(String siret) {
        return lookUp(siret).company().orElseThrow().type();
    }

    private Found lookUp(String siret) {
        return Await.done(portal.bus.request(CompanyApi.LOOK_UP, new LookUp(siret)));
    }

    private VatCheck checkVat(String number) {
        return Await.done(portal.bus.request(CompanyApi.CHECK_VAT, new CheckVat(number)));
    }
}
