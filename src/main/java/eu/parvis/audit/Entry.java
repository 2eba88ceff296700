package eu.parvis.audit;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * One entry of the journal; its time is set when it is written.
 *
 * <p>Must not contain secrets. Control characters are replaced, so that a value cannot imitate another entry.
 *
 * @param accountId the person who acted; if nobody is signed in, the account that the act concerns
 * @param organisationId the organisation for which the person acted
 * @param subject the object of the act: an id, a reference, a masked address
 * @param address network address of the visitor
 * @param detail further named values
 */
public record Entry(
        Event event,
        Optional<UUID> accountId,
        Optional<UUID> organisationId,
        Optional<String> subject,
        Optional<String> address,
        Outcome outcome,
        Map<String, String> detail) {

    public enum Outcome {
        DONE,
        REFUSED
    }

    static final String CHANGED = "changed";

    private static final int LONGEST = 500;

    public Entry {
        subject = subject.map(Entry::cleaned);
        address = address.map(Entry::cleaned);
        var clean = new TreeMap<String, String>();
        detail.forEach((name, value) -> clean.put(cleaned(name), cleaned(value)));
        detail = Map.copyOf(clean);
    }

    public static Entry done(Event event) {
        return of(event, Outcome.DONE);
    }

    public static Entry refused(Event event) {
        return of(event, Outcome.REFUSED);
    }

    private static Entry of(Event event, Outcome outcome) {
        return new Entry(
                event, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), outcome, Map.of());
    }

    public Entry by(UUID account) {
        return new Entry(event, Optional.of(account), organisationId, subject, address, outcome, detail);
    }

    public Entry in(UUID organisation) {
        return new Entry(event, accountId, Optional.of(organisation), subject, address, outcome, detail);
    }

    public Entry on(Object what) {
        return new Entry(event, accountId, organisationId, Optional.of(what.toString()), address, outcome, detail);
    }

    public Entry from(String networkAddress) {
        return new Entry(event, accountId, organisationId, subject, Optional.of(networkAddress), outcome, detail);
    }

    public Entry with(String name, Object value) {
        var more = new TreeMap<>(detail);
        more.put(name, value.toString());
        return new Entry(event, accountId, organisationId, subject, address, outcome, more);
    }

    /** Names the object for {@link AuditStore#lastChange}. */
    public Entry changes(Object what) {
        return with(CHANGED, what);
    }

    private static String cleaned(String value) {
        var clean = value.replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\p{Zl}\\p{Zp}\\p{Cs}]", "\uFFFD");
        return clean.substring(
                0, clean.offsetByCodePoints(0, Math.min(LONGEST, clean.codePointCount(0, clean.length()))));
    }
}
