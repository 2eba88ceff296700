package eu.parvis.me;

import eu.parvis.account.Account;
import eu.parvis.crypto.Shown;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import java.util.ArrayList;
import java.util.List;

/** A part of the profile that a person changes. */
enum ProfileDetail {
    FIRST_NAME,
    LAST_NAME,
    PHONE,
    LANGUAGE,
    EMAIL;

    /** The hash of what a page shows of the profile. */
    static String shown(Account account) {
        return Shown.hash(List.of(account.person(), account.language()));
    }

    static List<ProfileDetail> differing(Person before, Language language, Person now, Language other) {
        var differing = new ArrayList<ProfileDetail>();
        if (!before.firstName().equals(now.firstName())) {
            differing.add(FIRST_NAME);
        }
        if (!before.lastName().equals(now.lastName())) {
            differing.add(LAST_NAME);
        }
        if (!before.phone().equals(now.phone())) {
            differing.add(PHONE);
        }
        if (language != other) {
            differing.add(LANGUAGE);
        }
        return differing;
    }
}
