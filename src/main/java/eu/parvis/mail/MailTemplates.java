package eu.parvis.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import eu.parvis.config.Configuration;
import eu.parvis.values.Language;
import eu.parvis.values.PhoneNumber;
import eu.parvis.words.Days;
import eu.parvis.words.Times;
import eu.parvis.words.Words;
import eu.parvis.words.WordsExtension;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * Renders mails: {@code templates/mail/<occasion>/{subject,text,html}.peb} in the shared frame of {@code
 * templates/mail/layout}. Every link starts with the configured public address.
 */
final class MailTemplates {

    /** The rendered texts of a mail. */
    record Written(String subject, String text, String html) {}

    /** Keys of content that is an instant in ISO 8601. It is shown as a date and time in the language of the reader. */
    private static final Set<String> MOMENTS = Set.of(
            "validUntil",
            "changedAt",
            "triedAt",
            "acceptedAt",
            "removedAt",
            "lockedAt",
            "signedInAt",
            "askedAt",
            "cancelledAt",
            "deletedAt",
            "dueAt");

    /** Stands in a text for the document, which is inserted unchanged. */
    private static final String DOCUMENT = "\ufffc";

    private static final Pattern GAPS = Pattern.compile("\n{3,}");

    private final PebbleEngine plain = engine(false);
    private final PebbleEngine html = engine(true);
    private final String publicUrl;
    private final ZoneId zone;
    private final Map<String, Object> frame;
    private final LockLinks locks;

    MailTemplates(Configuration configuration, LockLinks locks) {
        this.locks = locks;
        var brand = configuration.brand();
        this.publicUrl = withoutSlash(configuration.http().publicUrl());
        this.zone = brand.timeZone();
        this.frame = Map.of(
                "brand", brand.name(),
                "legalName", brand.legalName(),
                "accent", brand.accent(),
                "accentDark", brand.accentDark(),
                "phone", new PhoneNumber(brand.supportPhone()).international(),
                "supportEmail", brand.supportEmail(),
                "sender", configuration.sender(),
                "signIn", publicUrl + "/sign-in",
                "forgotPassword", publicUrl + "/forgot-password",
                "register", publicUrl + "/register");
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /**
     * Renders a mail.
     *
     * @param secret the decrypted secret of the mail; a code follows its first space
     * @param document that the mail shows
     */
    Written write(Outgoing mail, Optional<String> secret, Optional<MailApi.Document> document) {
        var context = context(mail, secret.orElse(""));
        document.ifPresent(shown -> context.put("documentHtml", shown.html()));
        var folder = "mail/" + mail.occasion() + "/";
        return new Written(
                rendered(plain, folder + "subject.peb", context, mail.language()),
                withSingleGaps(rendered(plain, folder + "text.peb", context, mail.language()))
                        .replace(DOCUMENT, document.map(MailApi.Document::text).orElse("")),
                rendered(html, folder + "html.peb", context, mail.language()));
    }

    /**
     * The variables of the templates: the content of the mail, the frame, {@code secret}, {@code code}, {@code issuedAt},
     * when the mail was queued, and {@code lockLink}, null in mails that are not about the safety of an account. If the
     * content has a {@code path}, there is also {@code link}: the public address, the path and the secret.
     */
    private Map<String, Object> context(Outgoing mail, String hidden) {
        var parts = hidden.split(" ", 2);
        var secret = parts[0];
        var context = new HashMap<String, Object>(mail.content());
        context.putAll(frame);
        context.put("lang", mail.language().code());
        context.put("reference", mail.reference());
        context.put("checkUrl", publicUrl + "/mail-check?reference=" + URLEncoder.encode(mail.reference(), UTF_8));
        context.put("secret", secret);
        context.put("documentText", DOCUMENT);
        context.put("code", parts.length == 2 ? parts[1] : "");
        // With seconds, because it tells mails of the same minute apart.
        context.put("issuedAt", inWords(mail.createdAt(), Times::withSeconds, mail.language()));
        if (context.containsKey("path")) {
            context.put("link", publicUrl + context.get("path") + secret);
        }
        context.put("lockLink", lockLink(mail).orElse(null));
        MOMENTS.forEach(name -> context.computeIfPresent(
                name, (key, moment) -> inWords(Instant.parse(moment.toString()), Times::inWords, mail.language())));
        return context;
    }

    private Optional<String> lockLink(Outgoing mail) {
        return Optional.ofNullable(mail.content().get(LockLinks.ACCOUNT))
                .map(account -> publicUrl + LockLinks.PATH + locks.token(UUID.fromString(account), mail.createdAt()));
    }

    private String inWords(Instant moment, BiFunction<ZonedDateTime, Language, String> time, Language language) {
        var local = moment.atZone(zone);
        return Words.of(language)
                .text(
                        "mail.frame.moment",
                        Days.inWords(local.toLocalDate(), language),
                        time.apply(local, language),
                        new DateTimeFormatterBuilder()
                                .appendGenericZoneText(TextStyle.FULL)
                                .toFormatter(language.locale())
                                .format(local));
    }

    private static String rendered(PebbleEngine engine, String name, Map<String, Object> context, Language language) {
        try {
            var out = new StringWriter();
            engine.getTemplate(name).evaluate(out, context, language.locale());
            return out.toString().strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes the additional blank lines around a paragraph that a condition omits. */
    private static String withSingleGaps(String text) {
        return GAPS.matcher(text).replaceAll("\n\n");
    }

    private static PebbleEngine engine(boolean escapes) {
        var loader = new ClasspathLoader();
        loader.setPrefix("templates");
        return new PebbleEngine.Builder()
                .loader(loader)
                .cacheActive(true)
                .strictVariables(true)
                .autoEscaping(escapes)
                .newLineTrimming(false)
                .extension(new WordsExtension())
                .build();
    }
}
