package eu.parvis.registration.organisation;

import eu.parvis.account.Account;
import eu.parvis.account.AddressHolder;
import eu.parvis.account.NewAccount;
import eu.parvis.crypto.Secret;
import eu.parvis.mail.Addressee;
import eu.parvis.mail.Letter;
import eu.parvis.mail.Letters;
import eu.parvis.mail.Occasion;
import eu.parvis.registration.organisation.RegistrationApi.Kind;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The two mails of a registration, and the two other mails sent if the address has an account (CG-30). */
final class RegistrationLetters {

    private static final Map<Occasion, Kind> KINDS = Map.of(
            Occasion.IDENTIFIER, Kind.IDENTIFIER,
            Occasion.ACCOUNT_EXISTS, Kind.IDENTIFIER,
            Occasion.ADDRESS_RESERVED, Kind.IDENTIFIER,
            Occasion.PASSWORD, Kind.PASSWORD,
            Occasion.ACCOUNT_EXISTS_ORGANISATION, Kind.PASSWORD);

    /** Occasions of all these mails. Each registration sends two, whether the address has an account or not. */
    static final Set<Occasion> OCCASIONS = KINDS.keySet();

    private final Letters letters;

    RegistrationLetters(SecureRandom random) {
        this.letters = Letters.drawnFrom(random);
    }

    /** @param occasion folder of the templates, as the bus carries it */
    static Kind kind(String occasion) {
        return KINDS.get(Occasion.of(occasion));
    }

    /** The id of the registration is the group of its mails. */
    List<Letter> forNewAccount(
            UUID registration, String reference, NewAccount account, String organisation, Secret password) {
        var to = Addressee.of(account.person(), account.language());
        return List.of(
                letters.letter(Occasion.IDENTIFIER, to)
                        .inGroup(registration, 0)
                        .under(reference)
                        .with("organisation", organisation)
                        .with("identifier", account.identifier())
                        .build(),
                letters.letter(Occasion.PASSWORD, to)
                        .inGroup(registration, 1)
                        .under(reference)
                        .with("organisation", organisation)
                        .with("validUntil", account.temporaryPasswordExpiresAt().toString())
                        .hiding(password)
                        .build());
    }

    List<Letter> forKnownAccount(UUID registration, String reference, AddressHolder holder, String organisation) {
        return List.of(
                holder.letter(letters, Occasion.ACCOUNT_EXISTS)
                        .inGroup(registration, 0)
                        .under(reference)
                        .build(),
                letters.letter(Occasion.ACCOUNT_EXISTS_ORGANISATION, holder.addressee())
                        .inGroup(registration, 1)
                        .under(reference)
                        .with("organisation", organisation)
                        .with("path", "/register/add/" + registration)
                        .build());
    }

    /** Confirms an added organisation, because another person may have used an open session. */
    Letter organisationAdded(Account account, String reference, String organisation) {
        return letters.letter(Occasion.ORGANISATION_ADDED, account.addressee())
                .under(reference)
                .with("organisation", organisation)
                .build();
    }

    /** Goes to the person who registered an organisation that nobody activated in time. */
    Letter organisationRemoved(Addressee founder, String organisation) {
        return letters.letter(Occasion.REMOVED, founder)
                .with("organisation", organisation)
                .build();
    }
}
