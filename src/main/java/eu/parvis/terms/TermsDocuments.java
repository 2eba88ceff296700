package eu.parvis.terms;

import eu.parvis.account.Account;
import eu.parvis.bus.Failure;
import eu.parvis.config.Configuration;
import eu.parvis.mail.MailApi.AskDocument;
import eu.parvis.mail.MailApi.Document;
import eu.parvis.pdf.PdfWorker;
import eu.parvis.terms.TermsApi.AskPdf;
import eu.parvis.terms.TermsApi.Pdf;
import eu.parvis.values.Language;
import eu.parvis.words.Days;
import eu.parvis.words.Words;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * The terms as PDF files, made by one thread. The file of a text is made once; a failed attempt is repeated at the next
 * request.
 */
final class TermsDocuments {

    private final PdfWorker worker;
    private final TermsCatalogue terms;
    private final String publicUrl;
    private final String brand;
    private final ZoneId zone;
    private final Map<String, Future<Pdf>> texts = new HashMap<>();

    TermsDocuments(Vertx vertx, TermsCatalogue terms, Configuration configuration) {
        this.worker = new PdfWorker(vertx);
        this.terms = terms;
        this.publicUrl = configuration.http().publicUrl();
        this.brand = configuration.brand().name();
        this.zone = configuration.brand().timeZone();
    }

    Future<Pdf> text(AskPdf question) {
        return terms.find(question.version())
                .map(version -> text(version, question.language()))
                .orElseGet(() -> Future.failedFuture(Failure.notFound()));
    }

    private Future<Pdf> text(TermsVersion version, Language language) {
        var key = version.name() + "." + language.code();
        return texts.computeIfAbsent(
                key,
                none -> make("terms.peb", () -> variables(version, language), language)
                        .onFailure(cause -> texts.remove(key)));
    }

    private Map<String, Object> variables(TermsVersion version, Language language) {
        return Map.of(
                "lang", language.code(),
                "brand", brand,
                "document", TermsHtml.of(version.text(language), publicUrl, 0),
                "version", version.name(),
                "effectiveFrom", day(version.effectiveFrom(), language),
                "sha256", version.text(language).sha256());
    }

    private String day(Instant at, Language language) {
        return Days.inWords(at.atZone(zone).toLocalDate(), language);
    }

    private Future<Pdf> make(String template, Callable<Map<String, Object>> variables, Language language) {
        return worker.make(template, variables, language)
                .map(bytes -> new Pdf(Base64.getEncoder().encodeToString(bytes)));
    }

    /** Not kept: seldom asked for, and of one person. */
    Future<Pdf> proof(Account account, Acceptance acceptance) {
        var language = acceptance.language();
        return terms.find(acceptance.version())
                .map(version -> make(
                        "proof.peb",
                        () -> Map.of(
                                "lang", language.code(),
                                "brand", brand,
                                "facts", facts(account, acceptance, Words.of(language)),
                                "document", TermsHtml.of(version.text(language), publicUrl, 1)),
                        language))
                .orElseGet(() -> Future.failedFuture(Failure.notFound()));
    }

    private static List<Map<String, String>> facts(Account account, Acceptance acceptance, Words words) {
        return List.of(
                fact(words, "name", account.name()),
                fact(words, "identifier", account.identifier()),
                fact(words, "email", account.email()),
                fact(words, "version", acceptance.version()),
                fact(
                        words,
                        "language",
                        words.text("terms.language." + acceptance.language().code())),
                fact(words, "sha256", acceptance.sha256()),
                fact(words, "at", acceptance.acceptedAt().toString()),
                fact(words, "address", acceptance.address()),
                fact(words, "session", acceptance.session().toString()),
                fact(words, "id", acceptance.id().toString()));
    }

    private static Map<String, String> fact(Words words, String name, String value) {
        return Map.of("label", words.text("terms.proof." + name), "value", value);
    }

    /** For the mail that confirms an acceptance. */
    Future<Document> ofMail(AskDocument question) {
        return text(new AskPdf(question.name(), question.language())).map(made -> {
            var text = terms.find(question.name()).orElseThrow().text(question.language());
            return new Document(
                    text.markdown(),
                    html(TermsHtml.of(text, publicUrl, 1)),
                    fileName(question.name(), question.language()),
                    made.base64());
        });
    }

    private static String html(TermsHtml document) {
        return "<h2>" + document.title() + "</h2>" + document.body();
    }

    private static String fileName(String version, Language language) {
        return (language == Language.FR ? "conditions-" : "terms-") + version + ".pdf";
    }

    Future<Void> close() {
        return worker.close();
    }
}
