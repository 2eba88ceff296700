package eu.parvis.crypto;

import java.text.Normalizer;
import java.util.List;
import java.util.stream.Stream;

/** The rules for new passwords; the setting {@code password.policy} (D5, D18). */
public enum PasswordPolicy {
    /** Eight characters of four kinds: ChamberSign and Certigna require them. */
    MIXED(PasswordRule.atLeast(8), PasswordRule.LOWER, PasswordRule.UPPER, PasswordRule.DIGIT, PasswordRule.SPECIAL),
    /** Fifteen characters of any kind: NIST SP 800-63B-4. */
    LENGTH(PasswordRule.atLeast(15)),
    /** Eight characters of any kind: Certigna. */
    BASIC(PasswordRule.atLeast(8));

    private static final PasswordRule TOO_LONG = PasswordRule.atMost(128);

    @SuppressWarnings("ImmutableEnumChecker") // The list comes from toList() and the rules have no state.
    private final List<PasswordRule> rules;

    PasswordPolicy(PasswordRule... own) {
        this.rules = Stream.concat(Stream.of(own), Stream.of(PasswordRule.COMMON, PasswordRule.CONTEXT))
                .toList();
    }

    /** The rules in the order in which a page shows them. */
    public List<PasswordRule> rules() {
        return rules;
    }

    /**
     * Returns the rules that this password breaks, in the same order. A text of more than 128 characters breaks only
     * {@code error.password.tooLong}; the other rules are not checked.
     *
     * @param words about the person, which a guesser tries first
     */
    public List<PasswordRule> broken(String password, ContextWords words) {
        var typed = Normalizer.normalize(password, Normalizer.Form.NFC);
        if (TOO_LONG.isBrokenBy(typed, words)) {
            return List.of(TOO_LONG);
        }
        return rules.stream().filter(rule -> rule.isBrokenBy(typed, words)).toList();
    }
}
