package eu.parvis.contact;

import com.sanctionco.jmail.EmailValidator;
import com.sanctionco.jmail.JMail;
import eu.parvis.bus.Malformed;
import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;

/**
 * An address that mail can be sent to by any server: ASCII, no quoted local part, no comment, no display name. Whether
 * somebody reads it only a mail can tell.
 *
 * @param value the local part as typed, the domain in lower case and in its xn-- form
 */
public record EmailAddress(String value) {

    /** RFC 5321, 4.5.3.1: what fits into a forward path. */
    public static final int MOST = 254;

    private static final EmailValidator SYNTAX = JMail.strictValidator()
            .requireTopLevelDomain()
            .disallowSingleCharacterTopLevelDomains()
            .disallowObsoleteWhitespace()
            .requireAscii();

    /** Valid in RFC 5322 inside quotes or comments, and nowhere else. */
    private static final String STRUCTURE = "\"(),:;<>[\\]";

    /** Their xn-- form differs between the two generations of IDNA, so they could lead to somebody else's domain. */
    private static final String AMBIGUOUS = "ßς\u200c\u200d";

    public static EmailAddress parse(String raw) {
        var typed = Normalizer.normalize(Typed.line(raw), Normalizer.Form.NFKC);
        if (typed.isEmpty()) {
            throw new Malformed("error.email.missing");
        }
        Typed.requireLength(typed, MOST);
        Typed.requireCharacters(typed, c -> c > ' ' && !Character.isISOControl(c) && STRUCTURE.indexOf(c) < 0);
        var at = typed.lastIndexOf('@');
        if (at < 0) {
            throw new Malformed("error.email.at");
        }
        var address = typed.substring(0, at) + "@" + asciiDomain(typed.substring(at + 1));
        Typed.requireLength(address, MOST);
        if (!SYNTAX.isValid(address)) {
            throw new Malformed("error.email.invalid");
        }
        return new EmailAddress(address);
    }

    private static String asciiDomain(String domain) {
        if (domain.chars().anyMatch(c -> AMBIGUOUS.indexOf(c) >= 0)) {
            throw new Malformed("error.email.domain");
        }
        try {
            return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new Malformed("error.email.domain");
        }
    }

    /** Equal for two spellings of one mailbox; what uniqueness and look-up go by. */
    public String key() {
        return value.toLowerCase(Locale.ROOT);
    }

    /** Enough for its owner to recognise, too little for anybody else: {@code j•••@example.com}. */
    public String masked() {
        return value.charAt(0) + "•••" + value.substring(value.lastIndexOf('@'));
    }
}
