package eu.parvis.registration.person;

import eu.parvis.account.AddressHolder;
import eu.parvis.capability.Foundation;
import eu.parvis.crypto.Secret;
import eu.parvis.crypto.Signature;
import eu.parvis.crypto.Tokens;
import eu.parvis.crypto.VerificationCode;
import eu.parvis.mail.Addressee;
import eu.parvis.mail.Letter;
import eu.parvis.mail.Letters;
import eu.parvis.mail.Occasion;
import eu.parvis.registration.person.PersonRepository.Code;
import eu.parvis.registration.person.PersonRepository.StoredPerson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The mails that prove an address, and what they contain. A link is signed and names its registration, the number of
 * corrections and its end; the row decides whether it is still valid. A code is short, so its row has only a MAC of it
 * under a key that is not in the database.
 *
 * <p>If the address has an account, the mail has neither, and no code matches.
 */
final class VerificationMails {

    /**
     * Occasions of the mails that anybody can cause by registering. Each registration sends one, whether the address has
     * an account or not.
     */
    static final Set<Occasion> OCCASIONS =
            Set.of(Occasion.VERIFY_EMAIL, Occasion.ACCOUNT_EXISTS_PERSON, Occasion.ADDRESS_RESERVED);

    private static final String LINK = "verification link";
    private static final String CODE = "verification code";
    private static final String PATH = "/verify?token=";

    private final Letters letters;
    private final Signature signature;
    private final Tokens tokens;
    private final SecureRandom random;
    private final PersonSettings settings;

    /** What a link says. */
    record SignedLink(UUID id, int corrections, Instant expiresAt) {

        private static SignedLink of(String payload) {
            var parts = payload.split(" ", 3);
            return new SignedLink(
                    UUID.fromString(parts[0]),
                    Integer.parseInt(parts[1]),
                    Instant.ofEpochSecond(Long.parseLong(parts[2])));
        }

        @Override
        public String toString() {
            return id + " " + corrections + " " + expiresAt.getEpochSecond();
        }
    }

    VerificationMails(Foundation foundation) {
        this.letters = Letters.drawnFrom(foundation.random());
        this.signature = foundation.signature();
        this.tokens = new Tokens(foundation.random());
        this.random = foundation.random();
        this.settings = foundation.configuration().get(PersonSettings.class);
    }

    /** A letter and the code that is valid with it. */
    record CodedLetter(Letter letter, Code code) {}

    /**
     * The mail of a registration.
     *
     * @param owner of the address
     */
    CodedLetter coded(StoredPerson row, Optional<AddressHolder> owner, int position, Instant now) {
        return owner.map(holder -> accountExists(row, holder, position, now))
                .orElseGet(() -> verification(row, position, now));
    }

    private CodedLetter verification(StoredPerson row, int position, Instant now) {
        var code = VerificationCode.draw(random).digits();
        var end = now.plus(settings.verification());
        var letter = letters.letter(Occasion.VERIFY_EMAIL, Addressee.of(row.person(), row.language()))
                .inGroup(row.id(), position)
                .under(row.reference())
                .with("validUntil", end.toString())
                .with("path", PATH)
                .hiding(link(row, end), code)
                .build();
        return new CodedLetter(letter, new Code(mac(row.id(), code), end));
    }

    private CodedLetter accountExists(StoredPerson row, AddressHolder holder, int position, Instant now) {
        var letter = holder.letter(letters, Occasion.ACCOUNT_EXISTS_PERSON)
                .inGroup(row.id(), position)
                .under(row.reference())
                .build();
        return new CodedLetter(letter, new Code(tokens.next(), now.plus(settings.verification())));
    }

    /** A mail with a new link alone. It changes nothing that the waiting page shows. */
    Letter reminder(StoredPerson row, Instant now) {
        var end = now.plus(settings.verification());
        return letters.letter(Occasion.VERIFY_EMAIL_REMINDER, Addressee.of(row.person(), row.language()))
                .with("validUntil", end.toString())
                .with("removedAt", row.at().plus(settings.unverifiedAfter()).toString())
                .with("path", PATH)
                .hiding(link(row, end))
                .build();
    }

    private Secret link(StoredPerson row, Instant end) {
        return new Secret(signature.sign(LINK, new SignedLink(row.id(), row.corrections(), end).toString()));
    }

    /** Empty if it is none of ours. */
    Optional<SignedLink> read(Secret token) {
        return signature.verify(LINK, token.text()).map(SignedLink::of);
    }

    boolean matches(StoredPerson row, Secret code) {
        return MessageDigest.isEqual(bytes(row.code().mac()), bytes(mac(row.id(), code)));
    }

    private String mac(UUID id, Secret code) {
        return signature.token(CODE, id + " " + code.text());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
