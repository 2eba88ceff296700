package eu.parvis.personaldata;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What the portal holds about a person, by purpose. Sentences: {@code personaldata.set.<NAME>} and its parts. */
public enum DataSet {
    ACCOUNT,
    SECURITY_QUESTIONS,
    MEMBERSHIPS,
    CONTACTS,
    REGISTRATIONS,
    JOIN_REQUESTS,
    REQUESTS,
    DOCUMENTS,
    APPROVALS,
    VALIDATIONS,
    TERMS,
    EMAIL_CHANGES,
    SESSIONS,
    DEVICES,
    LINKS,
    TRIES,
    DRAFTS,
    MAILS,
    JOURNAL;

    /** Its name in JSON, such as {@code emailChanges}. */
    public String key() {
        var words = name().toLowerCase(java.util.Locale.ROOT).split("_", -1);
        return words[0]
                + Arrays.stream(words)
                        .skip(1)
                        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                        .collect(Collectors.joining());
    }
}
