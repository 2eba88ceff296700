package eu.parvis.mail;

import io.vertx.ext.mail.SMTPException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * What a failed delivery means.
 *
 * @param answer what the mail server said, cleaned; only where it spoke of this mail
 */
record Verdict(Kind kind, Optional<String> answer) {

    enum Kind {
        /** Our own mail server cannot be reached, or not by us: true of every mail. */
        AWAY("mail.reason.away"),
        /** The conversation broke off; the mail may even have been accepted. */
        BROKEN("mail.reason.broken"),
        /** 4xx: not now. */
        LATER("mail.reason.later"),
        /** 5xx, or nothing that could be an address: never. */
        REFUSED("mail.reason.refused"),
        /** Could not be written: a fault of ours. */
        FAULT("mail.reason.fault");

        private final String reason;

        Kind(String reason) {
            this.reason = reason;
        }

        /** Id of the sentence that tells the reader. */
        String reason() {
            return reason;
        }
    }

    private static final int LONGEST_ANSWER = 200;

    /** RFC 4954: it is our sign-in that the server does not accept, not the mail. */
    private static final Set<Integer> SIGN_IN_REFUSED = Set.of(530, 534, 535, 538);

    /** RFC 5321, 3.8: the server ends the conversation, whatever it was about; most often it is being restarted. */
    private static final int CLOSING = 421;

    /** RFC 3463, after the code of the reply. */
    private static final Pattern ENHANCED = Pattern.compile("\\d{3}[ -]([245]\\.\\d{1,3}\\.\\d{1,3})\\b");

    static Verdict of(Throwable cause) {
        if (cause instanceof SMTPException reply) {
            return ofReply(reply);
        }
        if (cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException
                || cause instanceof SSLException) {
            return without(Kind.AWAY);
        }
        if (cause instanceof IOException || cause instanceof TimeoutException) {
            return without(Kind.BROKEN);
        }
        // The rest, such as a server without the TLS that is required, is between it and us.
        return without(cause instanceof IllegalArgumentException ? Kind.REFUSED : Kind.AWAY);
    }

    private static Verdict ofReply(SMTPException reply) {
        if (SIGN_IN_REFUSED.contains(reply.getReplyCode())) {
            return without(Kind.AWAY);
        }
        if (reply.getReplyCode() == CLOSING) {
            return without(Kind.BROKEN);
        }
        return new Verdict(reply.isPermanent() ? Kind.REFUSED : Kind.LATER, Optional.of(cleaned(reply)));
    }

    /** The codes of a reply, such as {@code 550 5.1.1}, or the kind of another failure; nothing that names the reader. */
    static String codes(Throwable cause) {
        if (cause instanceof SMTPException reply) {
            return reply.getReplyCode()
                    + enhanced(reply).map(code -> " " + code).orElse("");
        }
        return cause.getClass().getSimpleName();
    }

    private static Optional<String> enhanced(SMTPException reply) {
        return reply.getReplyMessages().stream()
                .map(ENHANCED::matcher)
                .filter(Matcher::lookingAt)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    static Verdict without(Kind kind) {
        return new Verdict(kind, Optional.empty());
    }

    private static String cleaned(SMTPException reply) {
        var text = String.join(" ", reply.getReplyMessages())
                .replaceAll("[\\s\\p{Cntrl}\\p{Zl}\\p{Zp}\\p{Cs}]+", " ")
                .strip();
        return text.substring(0, Math.min(text.length(), LONGEST_ANSWER));
    }
}
