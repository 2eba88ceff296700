package eu.parvis.signin.terms;

import eu.parvis.http.PageModel;
import eu.parvis.http.Template;
import eu.parvis.terms.TermsDifference;
import eu.parvis.terms.TermsHtml;
import eu.parvis.terms.TermsText;
import eu.parvis.terms.TermsVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The models of the pages about the terms of use. */
final class TermsPages {

    private TermsPages() {}

    /**
     * A text of the terms.
     *
     * @param html well-formed and free of scripts, see {@link TermsHtml}
     */
    record Document(
            String version,
            Instant effectiveFrom,
            String sha256,
            String title,
            List<TermsHtml.Section> sections,
            String html) {

        /** Takes {@code lower} as {@link TermsHtml#of}. */
        static Document of(TermsVersion version, TermsText text, String publicUrl, int lower) {
            var html = TermsHtml.of(text, publicUrl, lower);
            return new Document(
                    version.name(), version.effectiveFrom(), text.sha256(), html.title(), html.sections(), html.body());
        }
    }

    /** The terms for everybody to read. */
    @Template("terms/terms.html")
    record TermsPage(Document document) implements PageModel {}

    /**
     * The terms to accept.
     *
     * @param deadline until when the person may go on without; empty if the acceptance is required now
     * @param accepted the version that the person accepted before
     * @param changes since that version
     * @param outdated the person has accepted a version that is no longer the current one
     * @param returnTo path to go to afterwards; empty for home
     */
    @Template("terms/accept.html")
    record AcceptPage(
            Document document,
            Optional<Instant> deadline,
            Optional<String> accepted,
            List<TermsDifference.Section> changes,
            boolean outdated,
            String returnTo)
            implements PageModel {}

    /** The person has refused the terms and is signed out. */
    @Template("terms/refused.html")
    record RefusedPage() implements PageModel {}
}
