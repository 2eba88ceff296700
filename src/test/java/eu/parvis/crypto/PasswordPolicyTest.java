package eu.parvis.crypto;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.bus.FieldError;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {

    private static final ContextWords NOBODY = ContextWords.of();
    private static final ContextWords MARGUERITE = ContextWords.of(
            "Marguerite", "Le Bönhec", "m.lebonhec@kerguelen-conseil.fr", "Kerguelen Conseil & Cie", "HK402917");

    @Test
    void mixedTakesEightCharactersOfFourKinds() {
        assertBroken(Set.of(), PasswordPolicy.MIXED, "gR8!tvqm");
        assertBroken(Set.of("length"), PasswordPolicy.MIXED, "gR8!tvq");
        assertBroken(Set.of("upper"), PasswordPolicy.MIXED, "gr8!tvqm");
        assertBroken(Set.of("lower"), PasswordPolicy.MIXED, "GR8!TVQM");
        assertBroken(Set.of("digit"), PasswordPolicy.MIXED, "gRx!tvqm");
        assertBroken(Set.of("special"), PasswordPolicy.MIXED, "gR8ztvqm");
    }

    @Test
    void everyBrokenRuleIsToldAtOnce() {
        assertBroken(Set.of("length", "lower", "upper", "digit", "special"), PasswordPolicy.MIXED, "");
        assertBroken(Set.of("length", "upper", "special", "common"), PasswordPolicy.MIXED, "abc123");
        assertBroken(Set.of("length", "lower", "special"), PasswordPolicy.MIXED, "K8X");
    }

    @Test
    void lengthTakesFifteenCharactersOfAnyKind() {
        assertBroken(Set.of(), PasswordPolicy.LENGTH, "rtqmvx wdfpgzkh");
        assertBroken(Set.of("length"), PasswordPolicy.LENGTH, "rtqmvx wdfpgzk");
        assertBroken(Set.of(), PasswordPolicy.LENGTH, "quatre tortues lisent le journal");
    }

    @Test
    void basicTakesEightCharactersOfAnyKind() {
        assertBroken(Set.of(), PasswordPolicy.BASIC, "rtqmvxwd");
        assertBroken(Set.of("length"), PasswordPolicy.BASIC, "rtqmvxw");
        assertBroken(Set.of("common"), PasswordPolicy.BASIC, "password");
    }

    @Test
    void upTo128CharactersAreTakenAndNoneIsCutOff() {
        var long128 = "gR8!" + "tvqmxwdf".repeat(15) + "éé😀😀";

        assertBroken(Set.of(), PasswordPolicy.MIXED, long128);
        assertBroken(Set.of("tooLong"), PasswordPolicy.MIXED, long128 + "x");
        assertBroken(Set.of("tooLong"), PasswordPolicy.LENGTH, "a".repeat(10_000));
    }

    @Test
    void aLetterOfAnyLanguageAnEmojiAndASpaceCount() {
        assertBroken(Set.of(), PasswordPolicy.MIXED, "Żółw żyje 9");
        assertBroken(Set.of("length"), PasswordPolicy.BASIC, "é1😀Ж😀ü7".replace("ü", "u\u0308"));
        assertBroken(Set.of(), PasswordPolicy.BASIC, "é1😀Ж😀ü78");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Password1!",
                "P@ssw0rd",
                "P4$$w0rd2024",
                "Passw0rd!!",
                "Motdepasse1!",
                "MotDePasse2026!",
                "Azerty123!",
                "AZERTYuiop1!",
                "Qwerty12#",
                "1qaz2wsx!Q",
                "Abcdef1!",
                "Soleil75!",
                "Soleil2024.",
                "B0nj0ur!",
                "Doudou34!",
                "Marseille13!",
                "Nathalie1985*",
                "Marie01011990!",
                "Bienvenue1!",
                "Admin1234!",
                "Été2026!!!",
                "Princesse1.",
                "!Loulou22",
                "JeTaime<3",
                "Iloveyou2!",
                "Football#10",
                "Dragon69!",
                "Letmein1?",
                "Aaaaaaa1!",
                "Aa1!Aa1!",
                "Aa1!Aa1!Aa1!Aa1!",
                "12345678Aa!",
                "Wxcvbn,123A",
                "Chocolat-Noir1",
                "Certigna2026!",
                "Sunshine&Moon1",
                "Zaq12wsx!",
                "98765432Ab!",
                "Welcome@123",
                "Trustno1!x"
            })
    void aPasswordThatEverybodyTriesFirstIsRefusedHoweverItIsDecorated(String password) {
        assertBroken(Set.of("common"), PasswordPolicy.MIXED, password);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "passwordpassword", "123456789012345", "azertyuiopqsdfghjklm", "aaaaaaaaaaaaaaaa", "motdepasse12345678",
                "soleilsoleilsoleil", "abcdefghijklmnop", "jetaimejetaime2024", "iloveyouforever", "1234567890123456789"
            })
    void lengthAloneDoesNotMakeAGoodPassword(String password) {
        assertBroken(Set.of("common"), PasswordPolicy.LENGTH, password);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Lavande-bleue-42",
                "Tr0ub4dor&3x",
                "Kx7!pQ2vLm",
                "Le-chat_dort.9h",
                "3Tortues+1Radis",
                "correct Horse 9 battery",
                "Brume.d’Ouessant4",
                "vG4?nPw2",
                "J’ai7ansDepuis1962"
            })
    void aPasswordOfOnesOwnIsTaken(String password) {
        assertBroken(Set.of(), PasswordPolicy.MIXED, password);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Marguerite.29x?q",
                "xQ9!marguerite#zt",
                "M4rgu3r1te%Kq7w",
                "Lebonhec+77zwq",
                "le.BÖNHEC!4wzt",
                "Kerguelen=9vqz",
                "C0nseil!vqx%7tz",
                "hk402917Zq!wt",
                "zq!HK402917wt"
            })
    void whatAStrangerKnowsAboutAPersonIsNoPassword(String password) {
        var broken = names(PasswordPolicy.MIXED.broken(password, MARGUERITE));

        assertEquals(Set.of("context"), broken);
    }

    @Test
    void wordsTooShortToMeanAnythingAreIgnored() {
        assertEquals(Set.of(), names(PasswordPolicy.MIXED.broken("frciele8!K", MARGUERITE)));
    }

    @Test
    void thePageShowsTheRulesInOrderAndTicksOffTheKeptOnes() {
        var shown =
                PasswordPolicy.MIXED.rules().stream().map(PasswordRule::message).toList();

        assertEquals(
                List.of(
                        "error.password.length",
                        "error.password.lower",
                        "error.password.upper",
                        "error.password.digit",
                        "error.password.special",
                        "error.password.common",
                        "error.password.context"),
                shown);
    }

    @Test
    void everyRuleHasItsSentenceInBothLanguages() {
        for (var language : List.of(Locale.FRENCH, Locale.ENGLISH)) {
            var sentences = ResourceBundle.getBundle("messages.portal", language);
            for (var policy : PasswordPolicy.values()) {
                policy.rules().forEach(rule -> assertTrue(sentences.containsKey(rule.message()), rule.message()));
            }
            assertTrue(sentences.containsKey("error.password.tooLong"));
        }
    }

    @Test
    void aBrokenRuleBecomesAnErrorAtItsField() {
        var broken = PasswordPolicy.LENGTH.broken("rtqmvx", NOBODY).get(0);

        assertEquals(FieldError.of("password", "error.password.length", 15), broken.at("password"));
    }

    private static void assertBroken(Set<String> rules, PasswordPolicy policy, String password) {
        assertEquals(rules, names(policy.broken(password, NOBODY)), password);
    }

    private static Set<String> names(List<PasswordRule> rules) {
        return rules.stream()
                .map(rule -> rule.message().replace("error.password.", ""))
                .collect(toSet());
    }
}
