package eu.parvis.crypto;

import eu.parvis.bus.FieldError;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;

/**
 * One rule for passwords. A page lists the rules beside the field and ticks off those that the typed text satisfies.
 */
public final class PasswordRule {

    static final PasswordRule LOWER = holding("error.password.lower", Character::isLowerCase);
    static final PasswordRule UPPER = holding("error.password.upper", Character::isUpperCase);
    static final PasswordRule DIGIT = holding("error.password.digit", Character::isDigit);
    static final PasswordRule SPECIAL =
            holding("error.password.special", character -> !Character.isLetterOrDigit(character));
    static final PasswordRule COMMON =
            new PasswordRule("error.password.common", (password, words) -> !CommonPasswords.contain(password));
    static final PasswordRule CONTEXT =
            new PasswordRule("error.password.context", (password, words) -> !words.appearIn(password));

    private final String message;
    private final List<String> arguments;
    private final BiPredicate<String, ContextWords> satisfied;

    private PasswordRule(String message, BiPredicate<String, ContextWords> satisfied, Object... arguments) {
        this.message = message;
        this.satisfied = satisfied;
        this.arguments = Arrays.stream(arguments).map(String::valueOf).toList();
    }

    static PasswordRule atLeast(int characters) {
        return new PasswordRule(
                "error.password.length", (password, words) -> length(password) >= characters, characters);
    }

    static PasswordRule atMost(int characters) {
        return new PasswordRule(
                "error.password.tooLong", (password, words) -> length(password) <= characters, characters);
    }

    private static int length(String password) {
        return password.codePointCount(0, password.length());
    }

    private static PasswordRule holding(String message, IntPredicate kind) {
        return new PasswordRule(
                message, (password, words) -> password.codePoints().anyMatch(kind));
    }

    boolean isBrokenBy(String password, ContextWords words) {
        return !satisfied.test(password, words);
    }

    /** Id of the message, such as {@code error.password.digit}. */
    public String message() {
        return message;
    }

    public List<String> arguments() {
        return arguments;
    }

    public FieldError at(String field) {
        return new FieldError(field, message, arguments);
    }

    @Override
    public String toString() {
        return message;
    }
}
