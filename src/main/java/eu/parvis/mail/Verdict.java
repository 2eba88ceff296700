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
 * Classifies a failed delivery.
 *
 * @param answer of the mail server, without control characters; only if it is about this mail
 */
record Verdict(Kind kind, Optional<String> answer) {

    enum Kind {
        /** Our own mail server is unreachable or rejects the portal. This concerns every mail. */
        AWAY("mail.reason.away"),
        /** The connection broke; the mail may have been accepted. */
        BROKEN("mail.reason.broken"),
        /** 4xx: a temporary failure. */
        LATER("mail.reason.later"),
        /** 5xx, or the address is invalid: a permanent failure. */
        REFUSED("mail.reason.refused"),
        /** The mail could not be rendered: an error of the portal. */
        FAULT("mail.reason.fault");

        private final String reason;

        Kind(String reason) {
            this.reason = reason;
        }

        /** Id of the message that explains the failure. */
        String reason() {
            return reason;
        }
    }

    private static final int LONGEST_ANSWER = 200;

    /** RFC 4954: the server rejects the portal's sign-in, not the mail. */
    private static final Set<Integer> SIGN_IN_REFUSED = Set.of(530, 534, 535, 538);

    /** RFC 5321, 3.8: the server closes the connection, whatever the command was; most often it is being restarted. */
    private static final int CLOSING = 421;

    /** The enhanced status code (RFC 3463) after the reply code. */
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
        // The other failures, such as a server without the required TLS, concern the connection and not the mail.
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

    /**
     * The codes of a reply, such as {@code 550 5.1.1}, or the class of another failure. They do not contain the
     * recipient.
     */
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
