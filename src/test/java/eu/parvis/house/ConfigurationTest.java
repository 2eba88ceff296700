package eu.parvis.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import eu.parvis.Portal;
import eu.parvis.config.Configuration;
import eu.parvis.config.ConfigurationException;
import eu.parvis.config.SettingsGroup;
import eu.parvis.session.SessionSettings;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code conf/portal.yaml}, the records and the settings table agree; a start names every setting that prevents it. */
class ConfigurationTest {

    private static final List<String> NEED_HASHING =
            List.of("REGISTRATION", "ACTIVATION", "SIGNIN", "RECOVERY", "ME", "MEMBERSHIP", "JOINING");

    private static final Path FILE = Path.of("conf/portal.yaml");
    private static final Path TABLE = Path.of("src/docs/operating.md");

    private static final Map<String, String> NEEDED = Map.of(
            "PARVIS_HTTP_PUBLIC_URL", "https://portail.example",
            "PARVIS_DB_URI", "postgresql://db:5432/parvis",
            "PARVIS_SMTP_HOST", "smtp.example",
            "PARVIS_MAIL_SENDER", "portail@fidelys-confiance.example",
            "PARVIS_SECRETS_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

    @Test
    void theFileAndTheRecordsHaveTheSameKeys() throws IOException {
        var file = new YAMLMapper().readTree(FILE.toFile());

        assertEquals(declaredKeys(file), keys(file, ""));
    }

    /** Each setting gets a distinct value, so that mixed-up settings are detected. */
    @Test
    void everySettingIsFoundUnderItsName() throws Exception {
        var own = new OwnValues();
        var environment = new HashMap<String, String>();
        var file = new YAMLMapper().readTree(FILE.toFile());
        var expected = new HashMap<SettingsGroup<?>, Object>();
        for (var group : inOrderOf(file)) {
            expected.put(group, own.of(group.type(), file.path(group.name()), variable(group.name()), environment));
        }
        var maps = own.of(Maps.class, file, "PARVIS", environment);

        var configuration = read(environment);

        expected.forEach((group, values) -> assertEquals(values, configuration.get(group.type())));
        assertEquals(maps, new Maps(configuration.verticles(), limits(configuration, file)));
    }

    /** A lifetime or limit that changes, or a new limit, changes the contract, too. */
    @Test
    void theContractNamesEachLimitWithItsDefault() throws IOException {
        var file = new YAMLMapper().readTree(FILE.toFile());

        assertEquals(new TreeMap<>(ContractLimits.inTheFile(file)), new TreeMap<>(ContractLimits.inTheContract()));
    }

    /** So a default that changes leaves no sentence behind. Only the life of an idempotency key is no setting. */
    @Test
    void everyDurationInTheContractIsOneOfItsLimits() {
        var stated = ContractLimits.durationsInSentences();
        assertTrue(stated.contains("10 days") && stated.contains("72 hours"), stated::toString);

        stated.removeAll(ContractLimits.durationsInTheTable());

        assertEquals(Set.of("24 hours"), stated);
    }

    @Test
    void everySettingIsInTheTableForOperators() throws IOException {
        var table = SettingsTable.of(FILE);

        if (Boolean.getBoolean("docs.write")) {
            SettingsTable.writeInto(TABLE, table);
        }

        assertTrue(
                Files.readString(TABLE).contains(table),
                TABLE + " is out of date: mvn test -Dtest=ConfigurationTest -Ddocs.write=true");
    }

    @Test
    void withoutSettingsTheStartNamesEverythingThatIsNeeded() {
        var problems = problems(Map.of());

        assertEquals(
                List.of(
                        "http.publicUrl is not set (PARVIS_HTTP_PUBLIC_URL)",
                        "db.uri is not set (PARVIS_DB_URI)",
                        "smtp.host is not set (PARVIS_SMTP_HOST)",
                        "mail.sender is not set (PARVIS_MAIL_SENDER)",
                        "secrets.key is not set (PARVIS_SECRETS_KEY)"),
                problems);
    }

    @Test
    void theNeededSettingsAreEnough() {
        var configuration = read(NEEDED);

        assertEquals("https://portail.example", configuration.http().origin());
        assertEquals(
                Duration.ofMinutes(30), configuration.get(SessionSettings.class).inactivity());
        assertEquals(Configuration.LogFormat.JSON, configuration.log().format());
    }

    @Test
    void variablesOverrideTheFileAndTheFileOverridesTheDefaults(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("mine.yaml"), "http:\n  port: 8081\nmanagement:\n  port: 9091\n");

        var configuration = Portal.configuration(
                Optional.of(file), with("PARVIS_HTTP_PORT", "8082", "PARVIS_VERTICLES_MAIL_INSTANCES", "3"));

        assertEquals(8082, configuration.http().port());
        assertEquals(9091, configuration.management().port());
        assertEquals(3, configuration.instances("mail"));
    }

    @Test
    void aSecretCanLieInAFile(@TempDir Path folder) throws IOException {
        var secret = Files.writeString(folder.resolve("db"), "s3cret\n");

        var configuration = read(with("PARVIS_DB_PASSWORD_FILE", secret.toString()));

        assertEquals("s3cret", configuration.db().password());
    }

    @Test
    void secretsNeverShowWhereSettingsArePrinted() {
        var configuration = read(with(
                "PARVIS_DB_PASSWORD", "s3cret", "PARVIS_SMTP_PASSWORD", "s3cret", "PARVIS_S3_SECRET_KEY", "s3cret"));

        assertFalse(configuration.toString().contains("s3cret"));
        assertFalse(configuration.toString().contains(NEEDED.get("PARVIS_SECRETS_KEY")));
    }

    /** For Services named parvis, parvis-http and parvis-db. */
    @Test
    void whatKubernetesSetsForAServiceOfOurNameIsNoSetting() {
        var configuration = read(with(
                "PARVIS_SERVICE_HOST", "10.96.0.7",
                "PARVIS_SERVICE_PORT", "80",
                "PARVIS_SERVICE_PORT_HTTP", "80",
                "PARVIS_PORT", "tcp://10.96.0.7:80",
                "PARVIS_PORT_80_TCP", "tcp://10.96.0.7:80",
                "PARVIS_PORT_80_TCP_PROTO", "tcp",
                "PARVIS_PORT_80_TCP_PORT", "80",
                "PARVIS_PORT_80_TCP_ADDR", "10.96.0.7",
                "PARVIS_HTTP_SERVICE_HOST", "10.96.0.8",
                "PARVIS_HTTP_PORT", "tcp://10.96.0.8:80",
                "PARVIS_DB_PORT", "tcp://[fd00::9]:5432",
                "PARVIS_DB_PORT_5432_TCP_ADDR", "fd00::9"));

        assertEquals(8080, configuration.http().port());
    }

    @Test
    void listsAreSeparatedByCommas() {
        var configuration = read(with("PARVIS_CLUSTER_MEMBERS", "10.0.0.7, 10.0.0.8"));

        assertEquals(List.of("10.0.0.7", "10.0.0.8"), configuration.cluster().members());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    PARVIS_HTTP_PROT           | 8080                  | PARVIS_HTTP_PROT names no setting
                    PARVIS_PORT                | 8080                  | PARVIS_PORT names no setting
                    PARVIS_HTTP_PORT           | eighty                | http.port
                    PARVIS_SMTP_START_TLS      | SOMETIMES             | smtp.startTls
                    PARVIS_DB_PASSWORD_FILE    | /nowhere              | PARVIS_DB_PASSWORD_FILE: /nowhere cannot be read
                    PARVIS_SESSION_INACTIVITY  | 30                    | session.inactivity
                    PARVIS_HTTP_PUBLIC_URL     | http://portal.example | http.publicUrl must be https
                    PARVIS_SECRETS_KEY         | c2hvcnQ=              | secrets.key must be 32 bytes
                    PARVIS_SECRETS_KEY         | ***                   | secrets.key is not Base64
                    PARVIS_HTTP_TLS_KEY        | key.pem               | http.tlsCertificate and http.tlsKey go together
                    PARVIS_HTTP_TRUSTED_PROXIES | proxy.example        | http.trustedProxies: "proxy.example" is not usable
                    PARVIS_HTTP_TRUSTED_PROXIES | 10.0.0.7,10.0.0.8/33 | http.trustedProxies: "10.0.0.8/33" is not usable
                    PARVIS_HTTP_TRUSTED_PROXIES | fd00::/129           | http.trustedProxies
                    PARVIS_HTTP_TRUSTED_PROXIES | fd00::/-8            | http.trustedProxies
                    PARVIS_HTTP_TRUSTED_PROXIES | 10.0.0.0/            | http.trustedProxies
                    PARVIS_HTTP_TRUSTED_PROXIES | 10.0.0.0/8/8         | http.trustedProxies
                    PARVIS_HTTP_TRUSTED_PROXIES | localhost/8          | http.trustedProxies
                    PARVIS_HTTP_TRUSTED_PROXIES | 10.0                 | http.trustedProxies
                    PARVIS_HTTP_TRUSTED_PROXIES | 0.0.0.0/0            | http.trustedProxies
                    PARVIS_HTTP_TRUSTED_PROXIES | 10.0.0.7:80          | http.trustedProxies
                    PARVIS_HTTP_PUBLIC_URL     | portal                | http.publicUrl
                    PARVIS_HTTP_PUBLIC_URL     | https://a b           | http.publicUrl
                    PARVIS_HTTP_PORT           | 70000                 | http.port
                    PARVIS_HTTP_BODY_LIMIT     | -1                    | http.bodyLimit
                    PARVIS_HTTP_IDLE_TIMEOUT   | P30D                  | http.idleTimeout
                    PARVIS_DB_URI              | mysql://db/parvis     | db.uri
                    PARVIS_DB_DEADLINE         | PT0S                  | db.deadline
                    PARVIS_DB_POOL_SIZE        | 0                     | db.poolSize
                    PARVIS_SMTP_CONNECTIONS    | 0                     | smtp.connections
                    PARVIS_MAIL_SENDER         | not an address        | mail.sender
                    PARVIS_MAIL_SWEEP          | PT0S                  | mail.sweep
                    PARVIS_MAIL_SWEEP          | PT0.0001S             | mail.sweep
                    PARVIS_MAIL_GIVE_UP_AFTER  | -P4D                  | mail.giveUpAfter
                    PARVIS_MAIL_GIVE_UP_AFTER  | P999999999D           | mail.giveUpAfter
                    PARVIS_DOCUMENTS_STORE     | disk                  | documents.store: "disk" is not usable
                    PARVIS_DOCUMENTS_STORE     | s3                    | documents.store is s3, so s3.endpoint must be set
                    PARVIS_S3_ENDPOINT         | http://s3.example     | s3.endpoint must be https
                    PARVIS_S3_ENDPOINT         | https://s3.example    | s3.endpoint needs s3.region, s3.bucket
                    PARVIS_MAIL_KEEP           | P2D                   | mail.keep: PT48H is shorter than registration.waitingPage
                    PARVIS_SESSION_WARNING     | PT30M                 | session.warning
                    PARVIS_LIMITS_ADDRESS_FACTOR | 0                   | limits.addressFactor
                    PARVIS_BRAND_SUPPORT_PHONE | hello                 | brand.supportPhone
                    PARVIS_BRAND_SUPPORT_EMAIL | hello                 | brand.supportEmail
                    PARVIS_BRAND_OPERATOR_EMAIL | ''                   | brand.operatorEmail
                    PARVIS_BRAND_OPENING_HOURS | sometimes             | brand.openingHours
                    PARVIS_BRAND_OPENING_HOURS | MONDAY                | brand.openingHours
                    PARVIS_BRAND_OPENING_HOURS | MONDAY 18:00-09:00    | brand.openingHours
                    PARVIS_BRAND_OPENING_HOURS | MONDAY 14:00-18:00 09:00-12:00 | brand.openingHours
                    PARVIS_HASHING_THREADS     | -1                    | hashing.threads
                    PARVIS_HASHING_MEMORY      | 1024                  | hashing.memory
                    PARVIS_HASHING_ITERATIONS  | 1                     | hashing.iterations
                    PARVIS_HASHING_MEMORY      | 1000000               | hashing.memory
                    PARVIS_HASHING_ITERATIONS  | 100                   | hashing.iterations
                    PARVIS_HASHING_PARALLELISM | 100                   | hashing.parallelism
                    PARVIS_HASHING_QUEUE       | 7                     | hashing.queue
                    PARVIS_VERTICLES_MAIL_INSTANCES | 0                | verticles.mail.instances: 0 needs cluster.enabled
                    PARVIS_VERTICLES_MAIL_INSTANCES | -1               | verticles.mail.instances
                    PARVIS_VERTICLES_SIGNIN_INSTANCES | 0              | verticles.signin.instances
                    PARVIS_VERTICLES_ACTIVATION_INSTANCES | 0          | verticles.activation.instances
                    PARVIS_VERTICLES_HASHING_INSTANCES | 0             | verticles.hashing.instances
                    PARVIS_DB_URI              | postgresql://db/parvis?sslmode=always         | db.uri: sslmode=always is none of disable, allow
                    PARVIS_DB_URI              | postgresql://db/parvis?sslmode=verify-full    | db.uri: sslmode=verify-full needs sslrootcert
                    PARVIS_DB_URI              | postgresql://db/parvis?sslrootcert=README.md  | db.uri: sslrootcert is of no use with sslmode=disable
                    PARVIS_DB_URI              | postgresql://db/parvis?sslMode=require        | db.uri: sslMode is not known here
                    PARVIS_DB_URI              | postgresql://db/parvis?sslmode=verify-full&sslrootcert=/nowhere/ca.crt | db.uri: sslrootcert=/nowhere/ca.crt cannot be read
                    PARVIS_DB_URI              | postgresql://db/parvis?sslmode=verify-ca&sslrootcert=README.md | db.uri: sslrootcert=README.md holds no certificate
                    PARVIS_HTTP_PORT           | 9090                  | http.port and management.port are both 9090
                    """)
    void whatCannotBeUsedIsNamed(String variable, String value, String problem) {
        var problems = problems(with(variable, value));

        assertEquals(1, problems.size(), problems.toString());
        assertTrue(problems.get(0).startsWith(problem), problems.get(0));
    }

    @Test
    void whatStandsInTheWayIsNamedAllAtOnce() {
        var problems = problems(with(
                "PARVIS_HTTP_PROT", "8080",
                "PARVIS_DB_DEADLINE", "PT0S",
                "PARVIS_SMTP_PORT", "mail",
                "PARVIS_MAIL_SENDER", "not an address",
                "PARVIS_MAIL_SWEEP", "PT0S",
                "PARVIS_SECRETS_KEY", "c2hvcnQ=",
                "PARVIS_HASHING_QUEUE", "1",
                "PARVIS_BRAND_SUPPORT_PHONE", "hello",
                "PARVIS_BRAND_OPENING_HOURS", "sometimes",
                "PARVIS_VERTICLES_MAIL_INSTANCES", "0"));

        assertEquals(
                Set.of(
                        "PARVIS_HTTP_PROT",
                        "db.deadline",
                        "smtp.port",
                        "mail.sender",
                        "mail.sweep",
                        "secrets.key",
                        "hashing.queue",
                        "brand.supportPhone",
                        "brand.openingHours",
                        "verticles.mail.instances"),
                problems.stream().map(problem -> problem.split("[: ]", 2)[0]).collect(Collectors.toSet()));
        assertEquals(10, problems.size(), problems.toString());
    }

    @Test
    void noPauseAndNoPatienceCanBeMeant() {
        var configuration = read(with(
                "PARVIS_HTTP_DRAIN", "PT0S", "PARVIS_DB_PATIENCE", "PT0S", "PARVIS_REGISTRATION_RESEND_AFTER", "PT0S"));

        assertEquals(Duration.ZERO, configuration.http().drain());
    }

    @Test
    void aTelephoneNumberIsUnderstoodAsItIsWritten() {
        assertEquals(
                "+33199001234",
                read(with("PARVIS_BRAND_SUPPORT_PHONE", "01 99 00 12 34"))
                        .brand()
                        .supportPhone());
    }

    @Test
    void aGroupOfTheFileWithNothingInItChangesNothing(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("mine.yaml"), "verticles:\n");

        assertEquals(2, Portal.configuration(Optional.of(file), NEEDED).instances("http"));
    }

    @Test
    void aSecretIsNotToldWhereItCannotBeUsed(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("mine.yaml"), "db:\n  password: [hunter2]\n");

        var refusal = assertThrows(ConfigurationException.class, () -> Portal.configuration(Optional.of(file), NEEDED));

        assertTrue(refusal.getMessage().contains("db.password is not usable"), refusal.getMessage());
        assertFalse(refusal.getMessage().contains("hunter2"), refusal.getMessage());
        assertFalse(problems(with("PARVIS_DB_URI", "mysql://parvis:hunter2@db/parvis"))
                .toString()
                .contains("hunter2"));
    }

    /** As browsers send it (RFC 6454, 6.2). */
    @ParameterizedTest
    @CsvSource({
        "https://Portail.example:443/, https://portail.example",
        "https://portail.example:8443, https://portail.example:8443",
        "http://localhost:80/, http://localhost"
    })
    void theOriginIsWrittenAsBrowsersWriteIt(String publicUrl, String origin) {
        assertEquals(
                origin, read(with("PARVIS_HTTP_PUBLIC_URL", publicUrl)).http().origin());
    }

    @Test
    void aGroupOfTheFileThatIsAValueIsNamed(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("mine.yaml"), "verticles: 2\n");

        var refusal = assertThrows(ConfigurationException.class, () -> Portal.configuration(Optional.of(file), NEEDED));

        assertTrue(refusal.getMessage().startsWith("verticles "), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "8"})
    void aQueueHoldsAllThatIsHashedAtOnce(String queue) {
        assertEquals(
                Integer.parseInt(queue),
                read(with("PARVIS_HASHING_QUEUE", queue)).hashing().queue());
    }

    /** Addresses for messages with passwords are local: another node must not answer them. */
    @ParameterizedTest
    @CsvSource({
        "SIGNIN, verticles.signin.instances",
        "RECOVERY, verticles.recovery.instances",
        "ACTIVATION, verticles.activation.instances",
        "HASHING, verticles.hashing.instances"
    })
    void aNodeOfAClusterThatCouldNeverServeIsRefused(String kind, String problem) {
        var problems = problems(with("PARVIS_CLUSTER_ENABLED", "true", "PARVIS_VERTICLES_" + kind + "_INSTANCES", "0"));

        assertEquals(1, problems.size(), problems.toString());
        assertTrue(problems.get(0).startsWith(problem), problems.get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"REGISTRATION", "ACTIVATION", "SIGNIN", "RECOVERY", "MEMBERSHIP", "JOINING"})
    void whatHashesNeedsHashingOnItsNode(String kind) {
        var settings = with("PARVIS_CLUSTER_ENABLED", "true");
        for (var other : NEED_HASHING) {
            settings.put("PARVIS_VERTICLES_" + other + "_INSTANCES", "0");
        }
        settings.put("PARVIS_VERTICLES_HTTP_INSTANCES", "0");
        settings.put("PARVIS_VERTICLES_HASHING_INSTANCES", "0");
        settings.put("PARVIS_VERTICLES_" + kind + "_INSTANCES", "1");

        var problems = problems(settings);

        assertEquals(1, problems.size(), problems.toString());
        assertTrue(problems.get(0).startsWith("verticles.hashing.instances"), problems.get(0));
    }

    /** A file from before these kinds existed moves them with the kind that did their work. */
    @Test
    void newKindsRunWhereTheKindThatDidTheirWorkRuns() {
        var settings = with("PARVIS_CLUSTER_ENABLED", "true");
        for (var kind : List.of("HTTP", "HASHING", "REGISTRATION", "ACTIVATION", "SIGNIN", "ORGANISATION")) {
            settings.put("PARVIS_VERTICLES_" + kind + "_INSTANCES", "0");
        }

        for (var kind : List.of("recovery", "membership", "joining", "home")) {
            assertEquals(0, read(settings).instances(kind), kind);
        }

        var more = read(with("PARVIS_VERTICLES_SIGNIN_INSTANCES", "3", "PARVIS_VERTICLES_ORGANISATION_INSTANCES", "4"));
        assertEquals(3, more.instances("recovery"));
        assertEquals(4, more.instances("joining"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "recovery", "membership"})
    void aKindCanFollowOnlyAnotherKindThatHasANumber(String other) {
        var problems = problems(with("PARVIS_VERTICLES_RECOVERY_INSTANCES", other));

        assertEquals(1, problems.size(), problems.toString());
        assertTrue(problems.get(0).startsWith("verticles.recovery.instances"), problems.get(0));
    }

    @Test
    void aNodeThatFacesNobodyNeedsNoneOfIt() {
        var mailsOnly = with("PARVIS_CLUSTER_ENABLED", "true");
        for (var kind : NEED_HASHING) {
            mailsOnly.put("PARVIS_VERTICLES_" + kind + "_INSTANCES", "0");
        }
        mailsOnly.put("PARVIS_VERTICLES_HTTP_INSTANCES", "0");
        mailsOnly.put("PARVIS_VERTICLES_HASHING_INSTANCES", "0");

        assertEquals(1, read(mailsOnly).instances("mail"));
    }

    @Test
    void onePortMayBeOpenAtTwoAddresses() {
        var configuration = read(with("PARVIS_HTTP_HOST", "10.0.0.7", "PARVIS_HTTP_PORT", "9090"));

        assertEquals(configuration.management().port(), configuration.http().port());
    }

    @Test
    void aMisspeltKeyOfTheFileIsNamed(@TempDir Path folder) throws IOException {
        var file =
                Files.writeString(folder.resolve("mine.yaml"), "http:\n  prot: 8081\nsession:\n  inactivity: soon\n");

        var refusal = assertThrows(ConfigurationException.class, () -> Portal.configuration(Optional.of(file), NEEDED));

        assertTrue(refusal.getMessage().contains("http.prot is not a setting"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("session.inactivity"), refusal.getMessage());
    }

    private static Configuration read(Map<String, String> environment) {
        return Portal.configuration(Optional.empty(), environment);
    }

    private static List<String> problems(Map<String, String> environment) {
        return assertThrows(ConfigurationException.class, () -> read(environment))
                .getMessage()
                .lines()
                .toList();
    }

    private static Map<String, String> with(String... changes) {
        var environment = new HashMap<>(NEEDED);
        for (var i = 0; i < changes.length; i += 2) {
            environment.put(changes[i], changes[i + 1]);
        }
        return environment;
    }

    /** The groups that are maps. */
    record Maps(Map<String, Configuration.Verticles> verticles, Map<String, Integer> limits) {}

    private static Set<String> declaredKeys(JsonNode file) {
        var keys = new TreeSet<>(keys(Maps.class, file, ""));
        groups().forEach(group -> keys.addAll(keys(group.type(), file.path(group.name()), "." + group.name())));
        return keys;
    }

    private static Stream<SettingsGroup<?>> groups() {
        return Stream.concat(Configuration.GROUND.stream(), Portal.settings().stream());
    }

    private static List<SettingsGroup<?>> inOrderOf(JsonNode file) {
        var names = new ArrayList<String>();
        file.fieldNames().forEachRemaining(names::add);
        return groups().sorted(Comparator.comparingInt(group -> names.indexOf(group.name())))
                .toList();
    }

    private static Map<String, Integer> limits(Configuration configuration, JsonNode file) {
        var limits = new HashMap<String, Integer>();
        file.path("limits").fieldNames().forEachRemaining(name -> limits.put(name, configuration.limit(name)));
        return limits;
    }

    private static String variable(String group) {
        return "PARVIS_" + group.toUpperCase(Locale.ROOT);
    }

    /** The keys of the records. The keys of a map, such as the kinds of verticle, are those of the file. */
    private static Set<String> keys(Type type, JsonNode file, String path) {
        var keys = new TreeSet<String>();
        if (type instanceof Class<?> record && record.isRecord()) {
            for (var component : record.getRecordComponents()) {
                keys.addAll(keys(
                        component.getGenericType(), file.path(component.getName()), path + "." + component.getName()));
            }
        } else if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
            file.properties()
                    .forEach(entry -> keys.addAll(
                            keys(map.getActualTypeArguments()[1], entry.getValue(), path + "." + entry.getKey())));
        } else {
            keys.add(path);
        }
        return keys;
    }

    private static Set<String> keys(JsonNode file, String path) {
        if (!file.isObject()) {
            return Set.of(path);
        }
        var keys = new TreeSet<String>();
        file.properties().forEach(entry -> keys.addAll(keys(entry.getValue(), path + "." + entry.getKey())));
        return keys;
    }
}
