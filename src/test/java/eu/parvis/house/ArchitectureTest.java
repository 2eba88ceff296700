package eu.parvis.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import eu.parvis.bus.Message;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Enforces the rules of {@code src/docs/architecture.md}. A rule that has to change is changed there first. */
class ArchitectureTest {

    private static final String[] JOURNEYS = packages(
            "order",
            "desk",
            "customers",
            "home",
            "users",
            "journal",
            "personaldata",
            "registration.organisation",
            "registration.person",
            "activation",
            "signin.password",
            "signin.recovery",
            "signin.terms",
            "me",
            "protection",
            "deletion",
            "help");
    private static final String[] CAPABILITIES = packages(
            "account",
            "terms",
            "organisation",
            "membership",
            "joining",
            "catalogue",
            "request",
            "validation",
            "session",
            "draft",
            "company");
    private static final String[] SERVICES = packages("mail", "audit", "document", "work", "pdf");
    private static final String[] GROUND =
            packages("http", "db", "bus", "crypto", "config", "capability", "values", "words");

    private static final Set<String> PLAIN_VALUES = Set.of(
            "java.lang.String",
            "java.lang.Boolean",
            "java.lang.Integer",
            "java.lang.Long",
            "java.util.UUID",
            "java.util.List",
            "java.util.Set",
            "java.util.Map",
            "java.util.Optional",
            "java.time.Instant",
            "java.time.Duration",
            "java.time.LocalDate");

    @Test
    void everyPackageHasItsFloor() {
        var floors = all(JOURNEYS, CAPABILITIES, SERVICES, GROUND);

        check(classes().should().resideInAnyPackage(concat(floors, "eu.parvis", "eu.parvis.dev..")));
    }

    @Test
    void arrowsPointDownOnly() {
        check(neverDepend(GROUND, all(SERVICES, CAPABILITIES, JOURNEYS)));
        check(neverDepend(SERVICES, all(CAPABILITIES, JOURNEYS)));
        check(neverDepend(CAPABILITIES, JOURNEYS));
        check(neverDepend(all(GROUND, SERVICES, CAPABILITIES, JOURNEYS), "eu.parvis"));
    }

    @Test
    void noCyclesBetweenPackages() {
        check(slices().matching("eu.parvis.(*)..").should().beFreeOfCycles());
        check(slices().matching("eu.parvis.(**)").should().beFreeOfCycles());
    }

    /** Packages of the second level must not use each other; shared code belongs to a capability. */
    @Test
    void thePartsOfAJourneyDoNotSeeEachOther() {
        check(slices().matching("eu.parvis.registration.(*)").should().notDependOnEachOther());
        check(slices().matching("eu.parvis.signin.(*)").should().notDependOnEachOther());
    }

    @Test
    void noPackageHasPartsAndClassesOfItsOwnAtOnce() {
        check(noClasses().should().resideInAnyPackage("eu.parvis.registration", "eu.parvis.signin"));
    }

    @Test
    void joiningSeesMembershipAndMembershipSeesOrganisationOnly() {
        check(neverDepend(packages("organisation"), packages("membership", "joining")));
        check(neverDepend(packages("membership"), packages("joining")));
    }

    @Test
    void nothingDependsOnTheSandbox() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("eu.parvis.dev..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("eu.parvis.dev.."));
    }

    @Test
    void onlyRepositoriesAndStoresSeeSql() {
        check(noClasses()
                .that(are(not(named("Repository", "Store", "Columns").or(resideInAPackage("eu.parvis.db..")))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.pgclient..", "java.sql.."));
    }

    @Test
    void onlyRoutesAndGuardsSeeTheWeb() {
        var web = resideInAPackage("io.vertx.ext.web..").and(not(resideInAPackage("io.vertx.ext.web.client..")));

        check(noClasses()
                .that(are(not(named("Routes", "Guard").or(resideInAnyPackage("eu.parvis.http..", "eu.parvis.dev..")))))
                .should()
                .dependOnClassesThat(web));
    }

    @Test
    void routesSpeakOverTheBusAndNeverSeeARepository() {
        check(noClasses()
                .that(are(named("Routes", "Guard")))
                .should()
                .dependOnClassesThat(named("Repository", "Store", "Verticle")));
    }

    @Test
    void busMessagesAreRecordsOfPlainValues() {
        check(classes()
                .that()
                .implement(Message.class)
                .and()
                .areNotInterfaces()
                .should()
                .beRecords()
                .andShould(holdPlainValuesOnly()));
    }

    @Test
    void timeRandomnessAndTheEnvironmentComeInByConstructor() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("eu.parvis", "eu.parvis.config..", "eu.parvis.dev..")
                // Ids of incidents and of requests are created where they occur; no rule depends on them.
                .and()
                .doNotHaveFullyQualifiedName("eu.parvis.bus.Failure")
                .and()
                .doNotHaveFullyQualifiedName("eu.parvis.http.RequestId")
                .should()
                .callMethodWhere(describe(
                        "reads clock, randomness or environment by itself", call -> ambient(call.getTarget()))));
    }

    @Test
    void namesSayWhatAClassIsFor() {
        check(noClasses()
                .should()
                .haveNameMatching(".*(Impl|Util|Utils|Helper|Helpers|Manager|Dto|DTO|Abstract[A-Z]\\w*)(\\$.*)?"));
    }

    @Test
    void behindTheFaceOfACapabilityEverythingIsPackagePrivateAndFinal() {
        var capability = resideInAnyPackage(all(JOURNEYS, CAPABILITIES, SERVICES))
                .and(describe("top level", type -> !type.getEnclosingClass().isPresent()));

        check(classes().that(are(capability)).and().arePublic().should(be(face())));
        check(classes()
                .that(are(capability))
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .should()
                .haveModifier(JavaModifier.FINAL));
    }

    @Test
    void verticlesAreThinShells() {
        check(classes()
                .that()
                .haveSimpleNameEndingWith("Verticle")
                .should()
                .beAssignableTo(io.vertx.core.VerticleBase.class));
    }

    /**
     * The types that other packages may use: descriptors, addresses and messages, routes and verticles to deploy,
     * stores, workers, readers of input, values, ports.
     */
    private static DescribedPredicate<JavaClass> face() {
        return named("Capability", "Api", "Routes", "Verticle", "Store", "Guard", "Input", "Worker")
                .or(describe("a value", type -> type.isRecord() || type.isEnum() || parsesItself(type)))
                .or(describe("a port", JavaClass::isInterface));
    }

    private static boolean parsesItself(JavaClass type) {
        return type.getMethods().stream()
                .anyMatch(method -> method.getModifiers().contains(JavaModifier.STATIC)
                        && method.getName().equals("parse")
                        && method.getRawReturnType().equals(type));
    }

    private static boolean ambient(AccessTarget.MethodCallTarget target) {
        var owner = target.getOwner().getName();
        var withoutClock = target.getRawParameterTypes().stream()
                .noneMatch(type -> type.getName().equals("java.time.Clock"));
        return switch (target.getName()) {
            case "now" -> owner.startsWith("java.time.") && withoutClock;
            case "systemUTC", "systemDefaultZone", "system" -> owner.equals("java.time.Clock");
            case "systemDefault" -> owner.equals("java.time.ZoneId");
            case "currentTimeMillis", "getenv", "getProperty" -> owner.equals("java.lang.System");
            case "getDefault" -> owner.equals("java.util.Locale") || owner.equals("java.util.TimeZone");
            case "randomUUID" -> owner.equals("java.util.UUID");
            case "random" -> owner.equals("java.lang.Math");
            case "current" -> owner.equals("java.util.concurrent.ThreadLocalRandom");
            default -> false;
        };
    }

    private static ArchCondition<JavaClass> holdPlainValuesOnly() {
        return new ArchCondition<>("hold plain values only") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getFields().stream()
                        .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                        .filter(field -> !plain(field.getType()))
                        .forEach(field -> events.add(SimpleConditionEvent.violated(
                                type,
                                field.getFullName() + " is a " + field.getType().getName())));
            }
        };
    }

    private static boolean plain(JavaType type) {
        var raw = type.toErasure();
        var arguments =
                type instanceof JavaParameterizedType generic ? generic.getActualTypeArguments() : List.<JavaType>of();
        return (raw.isPrimitive() || raw.isEnum() || raw.isRecord() || (raw.isInterface() && ours(raw)) || known(raw))
                && arguments.stream().allMatch(ArchitectureTest::plain);
    }

    private static boolean known(JavaClass type) {
        return PLAIN_VALUES.contains(type.getName()) || (ours(type) && parsesItself(type));
    }

    private static boolean ours(JavaClass type) {
        return type.getPackageName().startsWith("eu.parvis.");
    }

    /** Matches by the outermost class, so that records nested in a repository count as the repository. */
    private static DescribedPredicate<JavaClass> named(String... endings) {
        return describe("named *" + String.join(", *", endings), type -> {
            var outermost = type;
            while (outermost.getEnclosingClass().isPresent()) {
                outermost = outermost.getEnclosingClass().get();
            }
            return Arrays.stream(endings).anyMatch(outermost.getSimpleName()::endsWith) && ours(type);
        });
    }

    private static ArchRule neverDepend(String[] floor, String... above) {
        return noClasses()
                .that()
                .resideInAnyPackage(floor)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(above);
    }

    private static <T> DescribedPredicate<T> are(DescribedPredicate<T> predicate) {
        return predicate;
    }

    private static <T> DescribedPredicate<T> not(DescribedPredicate<T> predicate) {
        return DescribedPredicate.not(predicate);
    }

    private static String[] packages(String... names) {
        return Arrays.stream(names).map(name -> "eu.parvis." + name + "..").toArray(String[]::new);
    }

    private static String[] all(String[]... floors) {
        return Arrays.stream(floors).flatMap(Arrays::stream).toArray(String[]::new);
    }

    private static String[] concat(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }

    private static void check(ArchRule rule) {
        // A layer may still be empty.
        rule.allowEmptyShould(true).check(House.CLASSES);
    }
}
