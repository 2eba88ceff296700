package eu.parvis.mail;

import eu.parvis.config.Configuration;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.mail.MailAttachment;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.mailencoder.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Adds the sender, the recipient and the headers to the texts of a mail. */
final class Envelope {

    /** RFC 2047 allows 75 characters to an encoded word; this many characters of a name always fit. */
    private static final int ENCODED_WORD = 11;

    private static final int FIRST_BEYOND_ASCII = 128;

    private final String sender;
    private final String displayedSender;
    private final ZoneId zone;

    Envelope(Configuration configuration) {
        // Checked by the rule of the mail client: a sender that the client would reject with every mail prevents the
        // start.
        this.sender = new EmailAddress(configuration.sender()).getEmail();
        this.displayedSender = encoded(configuration.brand().name()) + " <" + sender + ">";
        this.zone = configuration.brand().timeZone();
    }

    MailMessage around(MailTemplates.Written written, Outgoing mail, Optional<MailApi.Document> document, Instant now) {
        return new MailMessage()
                .setAttachment(document.map(Envelope::attachment).map(List::of).orElse(List.of()))
                .setFrom(sender)
                .setTo(mail.recipient())
                .setSubject(written.subject())
                .setText(written.text())
                .setHtml(inAscii(written.html()))
                .setHeaders(headers(mail, now));
    }

    private static MailAttachment attachment(MailApi.Document document) {
        return MailAttachment.create()
                .setName(document.fileName())
                .setContentType("application/pdf")
                .setDisposition("attachment")
                .setData(Buffer.buffer(Base64.getDecoder().decode(document.pdf())));
    }

    private MultiMap headers(Outgoing mail, Instant now) {
        return MultiMap.caseInsensitiveMultiMap()
                .add("From", displayedSender)
                // The same at each attempt, so that the recipient's server recognises a repeated delivery.
                .add("Message-ID", "<" + mail.id() + "@" + Outgoing.domainOf(sender) + ">")
                .add("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atZone(zone)))
                .add("Content-Language", mail.language().code())
                // RFC 3834: prevents automatic replies such as holiday notices.
                .add("Auto-Submitted", "auto-generated");
    }

    /**
     * Writes characters beyond ASCII as references, because the client would otherwise encode the HTML into twice as
     * many lines, and it sends each line by itself.
     */
    private static String inAscii(String html) {
        var ascii = new StringBuilder(html.length());
        html.codePoints().forEach(character -> {
            if (character < FIRST_BEYOND_ASCII) {
                ascii.append((char) character);
            } else {
                ascii.append("&#").append(character).append(';');
            }
        });
        return ascii.toString();
    }

    /**
     * The name of the provider in RFC 2047 encoded words, which also protects characters that have a meaning in a
     * header.
     */
    private static String encoded(String name) {
        var words = new StringBuilder();
        for (var start = 0; start < name.length(); ) {
            var end = name.offsetByCodePoints(start, Math.min(ENCODED_WORD, name.codePointCount(start, name.length())));
            var bytes = name.substring(start, end).getBytes(StandardCharsets.UTF_8);
            words.append(start == 0 ? "" : " ")
                    .append("=?UTF-8?B?")
                    .append(Base64.getEncoder().encodeToString(bytes))
                    .append("?=");
            start = end;
        }
        return words.toString();
    }
}
