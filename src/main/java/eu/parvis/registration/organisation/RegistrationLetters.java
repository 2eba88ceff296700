package eu.parvis.registration.organisation;

import eu.parvis.account.Account;
import eu.parvis.account.NewAccount;
import eu.parvis.crypto.Ids;
import eu.parvis.crypto.Secret;
import eu.parvis.mail.Letter;
import eu.parvis.registration.organisation.RegistrationApi.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The two mails of a registration, and the two other mails sent if the address has an account (CG-30). */
final class RegistrationLetters {

    private static final Map<String, Kind> KINDS = Map.of(
            "identifier", Kind.IDENTIFIER,
            "account-exists", Kind.IDENTIFIER,
            "password", Kind.PASSWORD,
            "account-exists-organisation", Kind.PASSWORD);

    /** Occasions of all these mails. Each registration sends two, whether the address has an account or not. */
    static final Set<String> OCCASIONS = KINDS.keySet();

    private final Ids ids;

    RegistrationLetters(Ids ids) {
        this.ids = ids;
    }

    static Kind kind(String occasion) {
        return KINDS.get(occasion);
    }

    /** The id of the registration is the group of its mails. */
    List<Letter> forNewAccount(
            UUID registration, String reference, NewAccount account, String organisation, Secret password) {
        var name = account.person().name();
        var until = account.temporaryPasswordExpiresAt().toString();
        return List.of(
                letter(
                        registration,
                        0,
                        "identifier",
                        account,
                        reference,
                        Map.of("name", name, "organisation", organisation, "identifier", account.identifier())),
                new Letter(
                        ids.next(),
                        registration,
                        1,
                        "password",
                        account.person().email().value(),
                        account.language(),
                        reference,
                        Map.of("name", name, "organisation", organisation, "validUntil", until),
                        Optional.of(password)));
    }

    List<Letter> forKnownAccount(UUID registration, String reference, Account account, String organisation) {
        return List.of(
                letter(
                        registration,
                        0,
                        "account-exists",
                        account,
                        reference,
                        Map.of("name", account.name(), "identifier", account.identifier())),
                letter(
                        registration,
                        1,
                        "account-exists-organisation",
                        account,
                        reference,
                        Map.of(
                                "name",
                                account.name(),
                                "organisation",
                                organisation,
                                "path",
                                "/register/add/" + registration)));
    }

    /** Confirms an added organisation, because another person may have used an open session. */
    Letter added(Account account, String reference, String organisation) {
        return letter(
                ids.next(),
                0,
                "organisation-added",
                account,
                reference,
                Map.of("name", account.name(), "organisation", organisation));
    }

    /** The same letter at another position in its group. */
    static Letter at(Letter letter, int position) {
        return new Letter(
                letter.id(),
                letter.group(),
                position,
                letter.occasion(),
                letter.recipient(),
                letter.language(),
                letter.reference(),
                letter.content(),
                letter.secret());
    }

    private Letter letter(
            UUID group, int position, String occasion, NewAccount to, String reference, Map<String, String> content) {
        return new Letter(
                ids.next(),
                group,
                position,
                occasion,
                to.person().email().value(),
                to.language(),
                reference,
                content,
                Optional.empty());
    }

    private Letter letter(
            UUID group, int position, String occasion, Account to, String reference, Map<String, String> content) {
        return new Letter(
                ids.next(), group, position, occasion, to.email(), to.language(), reference, content, Optional.empty());
    }
}
