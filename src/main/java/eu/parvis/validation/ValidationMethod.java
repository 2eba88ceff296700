package eu.parvis.validation;

import eu.parvis.catalogue.CheckedThing;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How something was checked. The names are stored and stand in the API; a constant is never renamed.
 *
 * <p>Sources: CA/Browser Forum, TLS Baseline Requirements 2.2.6 (BR) and S/MIME Baseline Requirements 1.0.10 (SBR);
 * Regulation (EU) No 910/2014 (eIDAS), article 24. Methods that BR has retired are not here.
 */
public enum ValidationMethod {
    OFFICIAL_REGISTER(CheckedThing.ORGANISATION, "BR 3.2.2.1 (1)"),
    THIRD_PARTY_DATABASE(CheckedThing.ORGANISATION, "BR 3.2.2.1 (2)"),
    SITE_VISIT(CheckedThing.ORGANISATION, "BR 3.2.2.1 (3)"),
    ATTESTATION_LETTER(CheckedThing.ORGANISATION, "BR 3.2.2.1 (4)"),
    /** BR does not know it, so it does not count for TLS. */
    QUALIFIED_SEAL(CheckedThing.ORGANISATION, "eIDAS 24(1a)(b)"),

    CONSTRUCTED_EMAIL(CheckedThing.DOMAIN, "BR 3.2.2.4.4", LocalDate.of(2028, 3, 15)),
    DNS_CHANGE(CheckedThing.DOMAIN, "BR 3.2.2.4.7"),
    DOMAIN_CONTACT(CheckedThing.DOMAIN, "BR 3.2.2.4.12"),
    DNS_CAA_EMAIL(CheckedThing.DOMAIN, "BR 3.2.2.4.13", LocalDate.of(2028, 3, 15)),
    DNS_TXT_EMAIL(CheckedThing.DOMAIN, "BR 3.2.2.4.14", LocalDate.of(2028, 3, 15)),
    DNS_TXT_PHONE(CheckedThing.DOMAIN, "BR 3.2.2.4.16", LocalDate.of(2027, 3, 15)),
    DNS_CAA_PHONE(CheckedThing.DOMAIN, "BR 3.2.2.4.17", LocalDate.of(2027, 3, 15)),
    WEBSITE_CHANGE(CheckedThing.DOMAIN, "BR 3.2.2.4.18"),
    ACME_HTTP(CheckedThing.DOMAIN, "BR 3.2.2.4.19"),
    ACME_TLS_ALPN(CheckedThing.DOMAIN, "BR 3.2.2.4.20"),
    ACME_DNS_ACCOUNT(CheckedThing.DOMAIN, "BR 3.2.2.4.21"),
    DNS_PERSISTENT(CheckedThing.DOMAIN, "BR 3.2.2.4.22", 10),

    MAIL_DOMAIN(CheckedThing.MAILBOX, "SBR 3.2.2.1"),
    MAIL_RANDOM_VALUE(CheckedThing.MAILBOX, "SBR 3.2.2.2", 30),
    MAIL_SERVER(CheckedThing.MAILBOX, "SBR 3.2.2.3"),
    /** SBR 4.2.1 names no days of its own for it; it is a mail with a random value as well. */
    MAIL_ACME(CheckedThing.MAILBOX, "SBR 3.2.2.4", 30),

    FACE_TO_FACE(CheckedThing.PERSON, "eIDAS 24(1a)(d)"),
    REMOTE_IDENTIFICATION(CheckedThing.PERSON, "eIDAS 24(1a)(c)"),
    ELECTRONIC_IDENTITY(CheckedThing.PERSON, "eIDAS 24(1a)(a)"),
    QUALIFIED_SIGNATURE(CheckedThing.PERSON, "eIDAS 24(1a)(b)");

    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private final CheckedThing thing;
    private final String source;
    private final Optional<LocalDate> retired;
    private final int days;

    ValidationMethod(CheckedThing thing, String source) {
        this(thing, source, Optional.empty(), NO_LIMIT);
    }

    ValidationMethod(CheckedThing thing, String source, LocalDate retired) {
        this(thing, source, Optional.of(retired), NO_LIMIT);
    }

    ValidationMethod(CheckedThing thing, String source, int days) {
        this(thing, source, Optional.empty(), days);
    }

    ValidationMethod(CheckedThing thing, String source, Optional<LocalDate> retired, int days) {
        this.thing = thing;
        this.source = source;
        this.retired = retired;
        this.days = days;
    }

    public CheckedThing thing() {
        return thing;
    }

    /** Where the rule stands, such as {@code BR 3.2.2.4.7}. */
    public String source() {
        return source;
    }

    /** Whether a check by this method may be recorded on that day. */
    public boolean isUsable(LocalDate day) {
        return retired.filter(end -> !day.isBefore(end)).isEmpty();
    }

    /** Whether a domain that was checked so stands for the names below it, too. */
    public boolean coversNamesBelow() {
        return switch (this) {
            case WEBSITE_CHANGE, ACME_HTTP, ACME_TLS_ALPN -> false;
            default -> thing == CheckedThing.DOMAIN;
        };
    }

    /** The last day on which a check of that day may be used, as far as the method is concerned. */
    LocalDate lastDay(LocalDate checkedOn, LocalDate otherwise) {
        var byDays = days == NO_LIMIT ? otherwise : earlier(otherwise, checkedOn.plusDays(days));
        return retired.map(end -> earlier(byDays, end.minusDays(1))).orElse(byDays);
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    /** In the order of the enum. */
    public static List<ValidationMethod> of(CheckedThing thing) {
        return Arrays.stream(values()).filter(method -> method.thing == thing).toList();
    }
}
