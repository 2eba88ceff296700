package eu.parvis.account;

import eu.parvis.bus.Malformed;
import eu.parvis.values.EmailAddress;
import eu.parvis.values.TypedText;
import java.util.Locale;

/**
 * The name typed at sign-in: identifier or e-mail address (D20). Any text is accepted, so that the answer does not
 * reveal whether an account exists.
 *
 * @param key normalised form: an identifier in capitals without spaces, an address in lower case
 */
public record Login(String key) {

    /** Replaces NUL, which PostgreSQL cannot store, so that such a login is simply unknown. */
    private static final char NO_CHARACTER = '\ufffd';

    /**
     * Accepts any text that is neither empty nor longer than an e-mail address can be.
     *
     * @throws Malformed {@code error.login.missing}, {@code error.text.tooLong}
     */
    public static Login parse(String raw) {
        var typed = TypedText.line(raw).replace('\0', NO_CHARACTER);
        if (typed.isEmpty()) {
            throw new Malformed("error.login.missing");
        }
        if (typed.length() > EmailAddress.MAX_LENGTH) {
            throw new Malformed("error.text.tooLong", EmailAddress.MAX_LENGTH);
        }
        return new Login(typed.indexOf('@') < 0 ? identifier(typed) : address(typed));
    }

    public static Login of(EmailAddress address) {
        return new Login(address.key());
    }

    /** Whether an e-mail address was typed; an identifier never contains an @. */
    public boolean isAddress() {
        return key.indexOf('@') >= 0;
    }

    private static String identifier(String typed) {
        try {
            return TypedText.code(typed);
        } catch (Malformed noCode) {
            return typed.toUpperCase(Locale.ROOT);
        }
    }

    private static String address(String typed) {
        try {
            return EmailAddress.parse(typed).key();
        } catch (Malformed noAddress) {
            return typed.toLowerCase(Locale.ROOT);
        }
    }
}
