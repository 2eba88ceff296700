package eu.parvis.mail;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.TestConfiguration;
import eu.parvis.crypto.Secret;
import eu.parvis.crypto.Signature;
import eu.parvis.values.Language;
import eu.parvis.words.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MailTemplatesTest {

    private static final Path FOLDERS = Path.of("src/main/resources/templates/mail");
    private static final String PORTAL = "https://portal.fidelys-confiance.example";
    private static final String REFERENCE = "P-7KQ2-XM4T";

    /** Content for all occasions. */
    private static final Map<String, String> CONTENT = Map.ofEntries(
            Map.entry("name", "Jeanne Martin"),
            Map.entry("organisation", "Verrerie d’Aniche"),
            Map.entry("organisations", "Verrerie d’Aniche, Verrerie du Nord"),
            Map.entry("identifier", "AB123456"),
            Map.entry("inviter", "Paul Lenoir"),
            Map.entry("invited", "Lea Blanc"),
            Map.entry("invitedEmail", "lea@elsewhere.example"),
            Map.entry("vacant", "Contact de facturation"),
            Map.entry("author", "Paul Lenoir"),
            Map.entry("roles", "Administrateur"),
            Map.entry("kind", "LEGAL_REPRESENTATIVE"),
            Map.entry("contact", "Lea Blanc"),
            Map.entry("former", "Jean Noir"),
            Map.entry("requester", "Lea Blanc"),
            Map.entry("requesterEmail", "lea@elsewhere.example"),
            Map.entry("number", "732 829 320 00074"),
            Map.entry("decision", "REFUSED"),
            Map.entry("result", "VERIFIED"),
            Map.entry("request", "550015"),
            Map.entry("orderer", "Bleuenn Kervella"),
            Map.entry("product", "ID RGS**"),
            Map.entry("holder", "Lea Blanc"),
            Map.entry("reason", "Le document n’est pas lisible"),
            Map.entry("path", "/somewhere?token="),
            Map.entry("document", "2026-12"),
            Map.entry("sha256", "9f2d1c0b8a7e6d5c4b3a29181706f5e4d3c2b1a09f8e7d6c5b4a392817060504"),
            Map.entry("acceptedAt", "2026-11-24T09:00:00Z"),
            Map.entry("validUntil", "2026-11-27T09:00:00Z"),
            Map.entry("removedAt", "2026-11-30T09:00:00Z"),
            Map.entry("lockedAt", "2026-11-24T09:00:00Z"),
            Map.entry("signedInAt", "2026-11-24T09:00:00Z"),
            Map.entry("device", "Firefox sur Windows"),
            Map.entry("address", "198.51.100.4"),
            Map.entry("member", "Erwan Tanguy"),
            Map.entry("triedAt", "2026-11-24T09:00:00Z"),
            Map.entry("newEmail", "lea@elsewhere.example"),
            Map.entry("changed", "prénom, numéro de téléphone"),
            Map.entry("askedAt", "2026-11-24T09:00:00Z"),
            Map.entry("dueAt", "2026-12-01T09:00:00Z"),
            Map.entry("cancelledAt", "2026-11-24T09:00:00Z"),
            Map.entry("deletedAt", "2026-12-01T09:00:00Z"),
            Map.entry("changedAt", "2026-11-24T09:00:00Z"));

    private static final Instant ISSUED = Instant.parse("2026-11-24T09:00:00Z");
    private static final LockLinks LOCKS = new LockLinks(new Signature(new byte[32], List.of()));

    private final MailTemplates templates = new MailTemplates(TestConfiguration.with(Map.of()), LOCKS);

    @ParameterizedTest
    @MethodSource("everyMail")
    void everyMailSaysWhoWritesAndHowToCheckIt(String occasion, Language language) throws IOException {
        var written = write(occasion, language, documentedContent(occasion), "S3cret;Secret");
        var words = Words.of(language);

        Files.createDirectories(Path.of("target/mails"));
        Files.writeString(Path.of("target/mails", occasion + "." + language.code() + ".html"), written.html());
        assertAll(
                () -> assertEquals(subject(words, occasion) + " [" + REFERENCE + "]", written.subject()),
                () -> assertSaid(written, "Fidelys Confiance"),
                () -> assertSaid(written, words.text("mail.frame.reference", REFERENCE)),
                () -> assertSaid(written, words.text("mail.frame.password")),
                () -> assertSaid(written, PORTAL + "/mail-check?reference=" + REFERENCE),
                () -> assertSaid(written, "+33 1 99 00 12 34"),
                () -> assertSaid(written, "assistance@fidelys-confiance.example"),
                () -> assertSaid(written, "espaceclient@fidelys-confiance.example"),
                () -> assertTrue(written.html().contains("<html lang=\"" + language.code() + "\">")),
                () -> assertFalse(
                        written.text().replace("# Terms\n\n\n\nFree.", "text").contains("\n\n\n")),
                () -> assertTrue(linksOf(written.html()).allMatch(link -> link.startsWith(PORTAL + "/")), "links"));
    }

    /** A mail about a request names its number. */
    private static String subject(Words words, String occasion) {
        var title = words.text("mail." + occasion + ".title");
        return occasion.startsWith("request-") || occasion.startsWith("approval-")
                ? words.text("mail.request.subject", title, CONTENT.get("request"))
                : title;
    }

    /** Rows of the outbox do not contain the link. */
    @ParameterizedTest
    @EnumSource(Language.class)
    void aMailAboutTheSafetyOfAnAccountHasALinkThatLocksIt(Language language) {
        var account = new UUID(0, 1);
        var content = new HashMap<>(CONTENT);
        content.put(LockLinks.ACCOUNT, account.toString());
        for (var occasion : Occasion.SECURITY) {
            var text = write(occasion.folder(), language, content, "");

            var link = PORTAL + LockLinks.PATH + LOCKS.token(account, ISSUED);
            assertTrue(lines(text).contains(link), text::text);
            assertTrue(text.html().contains("href=\"" + link + "\""), text::html);
            assertTrue(text.text().contains(Words.of(language).text("mail.frame.lock.text")), text::text);
        }
        assertFalse(write("password-changed", language, CONTENT, "").text().contains(LockLinks.PATH));
    }

    @Test
    void onlyASignedLinkIsOneOfOurs() {
        var account = new UUID(0, 1);
        var token = LOCKS.token(account, ISSUED);

        assertEquals(Optional.of(new LockLinks.LockLink(account, ISSUED)), LOCKS.read(new Secret(token)));
        assertEquals(Optional.empty(), LOCKS.read(new Secret(token.substring(1))));
        assertEquals(Optional.empty(), LOCKS.read(new Secret("x.y")));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void theIdentifierAndThePasswordStandAloneOnALine(Language language) {
        assertTrue(lines(write("identifier", language, CONTENT, "")).contains("AB123456"));
        assertTrue(lines(write("invitation-identifier", language, CONTENT, "")).contains("AB123456"));
        assertTrue(lines(write("password", language, CONTENT, "Ka7;pmWx2d")).contains("Ka7;pmWx2d"));
        assertTrue(lines(write("invitation-password", language, CONTENT, "Ka7;pmWx2d"))
                .contains("Ka7;pmWx2d"));
        assertTrue(lines(write("recovery-activation", language, CONTENT, "Ka7;pmWx2d"))
                .contains("Ka7;pmWx2d"));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void aDocumentIsShownUnchanged(Language language) {
        var written = write("terms-accepted", language, CONTENT, "");

        assertTrue(written.text().contains("\n\n# Terms\n\n\n\nFree.\n\n"), written.text());
        assertTrue(written.html().contains("<p>Free.</p>"), written.html());
    }

    @Test
    void theLinkBesideThePasswordDoesNotSignInByItself() {
        var text = write("password", Language.EN, CONTENT, "Ka7;pmWx2d").text();

        assertTrue(text.contains(PORTAL + "/sign-in\n"), text);
        assertFalse(write("identifier", Language.EN, CONTENT, "").text().contains("Ka7;pmWx2d"));
    }

    @Test
    void aLinkThatWorksOnceIsThePublicAddressThePathAndTheToken() {
        assertTrue(lines(write("recovery", Language.EN, CONTENT, "t0ken")).contains(PORTAL + "/somewhere?token=t0ken"));
        assertTrue(lines(write("join-received", Language.EN, CONTENT, "t0ken"))
                .contains(PORTAL + "/somewhere?token=t0ken"));
    }

    @Test
    void aMomentIsSaidInWordsWithItsZone() {
        assertTrue(write("password", Language.FR, CONTENT, "x")
                .text()
                .contains("jusqu’au 27 novembre 2026 à 10\u00a0h\u00a000 (heure d’Europe centrale)"));
        assertTrue(write("password", Language.EN, CONTENT, "x")
                .text()
                .contains("until 27 November 2026 at 10:00 (Central European Time)"));
    }

    @Test
    void whatSomebodyTypedIsNoMarkupAndNoHeader() {
        var content = with("organisation", "<a href=\"https://evil.example\">Click</a>");

        var written = write("identifier", Language.EN, content, "");

        assertFalse(written.html().contains("<a href=\"https://evil.example\""));
        assertTrue(written.html().contains("&lt;a href"));
        assertTrue(written.text().contains("<a href="), "text is not escaped");
    }

    @ParameterizedTest
    @MethodSource("everyOccasion")
    void noSubjectHoldsWhatSomebodyTyped(String occasion) {
        var written = write(occasion, Language.EN, CONTENT, "S3cret");

        var typed = new HashMap<>(CONTENT);
        typed.remove("request");
        typed.values().forEach(value -> assertFalse(written.subject().contains(value), written.subject()));
        assertFalse(written.subject().contains("S3cret"));
    }

    @Test
    void everyFolderIsAnOccasionAndEveryOccasionHasItsFolder() throws IOException {
        assertEquals(
                everyOccasion().toList(),
                Arrays.stream(Occasion.values()).map(Occasion::folder).sorted().toList());
    }

    /** The name of the reader is in every letter, whether its templates mention it or not. */
    @ParameterizedTest
    @EnumSource(Occasion.class)
    void anOccasionNeedsTheContentThatTheHeadOfItsTemplatePromises(Occasion occasion) throws IOException {
        var documented = new HashSet<>(documentedContent(occasion.folder()).keySet());
        documented.remove("name");

        assertEquals(documented, occasion.content());
    }

    private static void assertSaid(MailTemplates.Written written, String text) {
        assertTrue(written.text().contains(text), () -> "text: " + text);
        assertTrue(written.html().contains(text), () -> "html: " + text);
    }

    private static Stream<String> linksOf(String html) {
        return Pattern.compile("href=\"([^\"]*)\"").matcher(html).results().map(match -> match.group(1));
    }

    private static List<String> lines(MailTemplates.Written written) {
        return written.text().lines().toList();
    }

    private static Map<String, String> with(String name, String value) {
        return CONTENT.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getKey().equals(name) ? value : entry.getValue()));
    }

    /** Only the variables documented at the top of the template: a missing one fails, because variables are strict. */
    private static Map<String, String> documentedContent(String occasion) throws IOException {
        var head = Files.readAllLines(FOLDERS.resolve(occasion).resolve("text.peb"))
                .get(0);
        var names = Arrays.stream(
                        head.replaceAll("\\{# content: |;.*| \\(.*| #}", "").split(", "))
                .toList();
        assertTrue(CONTENT.keySet().containsAll(names), head);
        return CONTENT.entrySet().stream()
                .filter(entry -> names.contains(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private MailTemplates.Written write(
            String occasion, Language language, Map<String, String> content, String secret) {
        return templates.write(
                new Outgoing(
                        new UUID(1, 1),
                        occasion,
                        "jeanne@verrerie.example",
                        language,
                        REFERENCE,
                        content,
                        Optional.empty(),
                        1,
                        0,
                        ISSUED),
                Optional.of(secret),
                Optional.ofNullable(content.get("document"))
                        .map(name ->
                                new MailApi.Document("# Terms\n\n\n\nFree.", "<p>Free.</p>", "terms.pdf", "JVBERi0=")));
    }

    private static Stream<Arguments> everyMail() throws IOException {
        return everyOccasion()
                .flatMap(
                        occasion -> Arrays.stream(Language.values()).map(language -> Arguments.of(occasion, language)));
    }

    private static Stream<String> everyOccasion() throws IOException {
        try (var folders = Files.list(FOLDERS)) {
            return folders
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> !name.equals("layout"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }
}
