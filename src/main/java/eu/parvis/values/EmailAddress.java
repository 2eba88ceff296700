package eu.parvis.values;

import com.sanctionco.jmail.EmailValidator;
import com.sanctionco.jmail.JMail;
import eu.parvis.bus.Malformed;
import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;

/**
 * An e-mail address that every mail server accepts: ASCII, no quoted local part, no comment, no display name. Only a
 * mail sent to it can show that the mailbox exists.
 *
 * @param value the local part as typed; the domain in lower case and in its xn-- form
 */
public record EmailAddress(String value) {

    /** Longest address that fits into a forward path (RFC 5321, 4.5.3.1). */
    public static final int MAX_LENGTH = 254;

    private static final EmailValidator SYNTAX = JMail.strictValidator()
            .requireTopLevelDomain()
            .disallowSingleCharacterTopLevelDomains()
            .disallowObsoleteWhitespace()
            .requireAscii();

    /** Allowed by RFC 5322 only inside quotes or comments. */
    private static final String SYNTAX_CHARACTERS = "\"(),:;<>[\\]";

    /**
     * Characters with different xn-- forms in IDNA 2003 and IDNA 2008; they could lead to a domain of another owner.
     */
    private static final String IDNA_DEVIATIONS = "ßς\u200c\u200d";

    public static EmailAddress parse(String raw) {
        var typed = Normalizer.normalize(TypedText.line(raw), Normalizer.Form.NFKC);
        if (typed.isEmpty()) {
            throw new Malformed("error.email.missing");
        }
        TypedText.requireLength(typed, MAX_LENGTH);
        var at = typed.lastIndexOf('@');
        rejectIf(typed.indexOf(',') >= 0 && at == typed.indexOf('@'), "error.email.comma");
        TypedText.requireCharacters(
                typed, c -> c > ' ' && !Character.isISOControl(c) && SYNTAX_CHARACTERS.indexOf(c) < 0);
        rejectIf(at < 0, "error.email.at");
        var local = typed.substring(0, at);
        rejectIf(local.indexOf('@') >= 0, "error.email.twice");
        rejectIf(local.chars().anyMatch(c -> c > '~'), "error.email.accent");
        var domain = asciiDomain(typed.substring(at + 1));
        rejectIf(!SYNTAX.isValid("a@" + domain), "error.email.domain");
        var address = local + "@" + domain;
        TypedText.requireLength(address, MAX_LENGTH);
        rejectIf(!SYNTAX.isValid(address), "error.email.invalid");
        return new EmailAddress(address);
    }

    private static void rejectIf(boolean wrong, String message) {
        if (wrong) {
            throw new Malformed(message);
        }
    }

    private static String asciiDomain(String domain) {
        if (domain.chars().anyMatch(c -> IDNA_DEVIATIONS.indexOf(c) >= 0)) {
            throw new Malformed("error.email.domain");
        }
        try {
            return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new Malformed("error.email.domain");
        }
    }

    /** Compares with the confirmation field; false if that is not a valid address. */
    public boolean isSameAs(String typed) {
        try {
            return parse(typed).key().equals(key());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Case-insensitive form, used for uniqueness and look-up. */
    public String key() {
        return value.toLowerCase(Locale.ROOT);
    }

    /** Masked form that only the owner recognises: {@code j•••@example.com}. */
    public String masked() {
        return value.charAt(0) + "•••" + value.substring(value.lastIndexOf('@'));
    }
}
