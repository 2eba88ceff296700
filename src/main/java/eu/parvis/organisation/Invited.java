package eu.parvis.organisation;

import java.util.UUID;

/** What became of an invitation. */
public record Invited(UUID account, Outcome outcome) {

    public enum Outcome {
        /** Has an account now, and activates it with what the two mails bring. */
        NEW,
        /** Had an account, and joined with it. */
        JOINED,
        /** Was in the organisation before; nothing has changed and nothing was sent. */
        THERE
    }
}
