package eu.parvis.account;

import eu.parvis.bus.Malformed;
import eu.parvis.values.EmailAddress;
import eu.parvis.values.Typed;
import java.util.Locale;

/**
 * What a person types to say who they are: identifier or e-mail address (D20). Any text is one, because whether somebody
 * has it must not show.
 *
 * @param key equal for every spelling: an identifier in capitals without spaces, an address in small letters
 */
public record Login(String key) {

    /** For what no database can hold, so that it is a name like any other that nobody has. */
    private static final char NO_CHARACTER = '\ufffd';

    /**
     * Refuses nothing but emptiness and what is longer than any address.
     *
     * @throws Malformed {@code error.login.missing}, {@code error.text.tooLong}
     */
    public static Login parse(String raw) {
        var typed = Typed.line(raw).replace('\0', NO_CHARACTER);
        if (typed.isEmpty()) {
            throw new Malformed("error.login.missing");
        }
        if (typed.length() > EmailAddress.MOST) {
            throw new Malformed("error.text.tooLong", EmailAddress.MOST);
        }
        return new Login(typed.indexOf('@') < 0 ? identifier(typed) : address(typed));
    }

    public static Login of(EmailAddress address) {
        return new Login(address.key());
    }

    private static String identifier(String typed) {
        try {
            return Typed.code(typed);
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
