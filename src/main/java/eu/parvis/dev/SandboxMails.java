package eu.parvis.dev;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** An SMTP server that accepts every mail and delivers none. It keeps them in memory for the mailbox page. */
final class SandboxMails {

    /** @param to the address it was sent to */
    record Mail(String id, String to, String subject, String text, String html, Instant receivedAt) {

        /** The addresses in the text. */
        public List<String> links() {
            return LINK.matcher(text).results().map(MatchResult::group).toList();
        }
    }

    private static final Pattern LINK = Pattern.compile("https?://\\S+");

    private final GreenMail server;

    private SandboxMails(GreenMail server) {
        this.server = server;
    }

    static SandboxMails start() {
        var server = new GreenMail(ServerSetup.SMTP.dynamicPort());
        server.start();
        return new SandboxMails(server);
    }

    int port() {
        return server.getSmtp().getPort();
    }

    void stop() {
        server.stop();
    }

    /** Mails to this address, newest first; all mails if the address is empty. */
    List<Mail> to(String to) {
        var mails = new ArrayList<Mail>();
        for (var message : server.getReceivedMessages()) {
            var mail = read(message);
            if (to.isEmpty() || mail.to().equalsIgnoreCase(to)) {
                mails.add(mail);
            }
        }
        Collections.reverse(mails);
        return mails;
    }

    private static Mail read(MimeMessage message) {
        try {
            return new Mail(
                    message.getMessageID().replaceAll("[<>]", ""),
                    Arrays.stream(message.getRecipients(Message.RecipientType.TO))
                            .map(Object::toString)
                            .findFirst()
                            .orElse(""),
                    message.getSubject(),
                    part(message, "text/plain"),
                    part(message, "text/html"),
                    message.getSentDate().toInstant());
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("A mail in the sandbox cannot be read", e);
        }
    }

    private static String part(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            // SMTP ends lines with CRLF; callers get LF.
            return part.getContent().toString().replace("\r\n", "\n");
        }
        if (part.getContent() instanceof Multipart parts) {
            for (var i = 0; i < parts.getCount(); i++) {
                BodyPart child = parts.getBodyPart(i);
                var found = part(child, type);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return "";
    }
}
