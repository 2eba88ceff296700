package eu.parvis.account;

import eu.parvis.mail.Addressee;
import eu.parvis.mail.Letters;
import eu.parvis.mail.Occasion;
import eu.parvis.values.EmailAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * The account that an e-mail address belongs to. No other account can have the address.
 *
 * @param address as the account has it, or had it
 * @param reservedUntil for a former address: until when the account can get it back; empty for the present one
 */
public record AddressHolder(Account account, EmailAddress address, Optional<Instant> reservedUntil) {

    /** The reader of the mailbox. */
    public Addressee addressee() {
        return Addressee.of(account.person().with(address), account.language()).of(account.id());
    }

    /**
     * A letter to the reader of the mailbox, with the identifier: of this occasion for the present address, about the
     * reservation for a former one.
     */
    public Letters.Builder letter(Letters letters, Occasion occasion) {
        return reservedUntil
                .map(until ->
                        letters.letter(Occasion.ADDRESS_RESERVED, addressee()).with("validUntil", until.toString()))
                .orElseGet(() -> letters.letter(occasion, addressee()))
                .with("identifier", account.identifier());
    }
}
