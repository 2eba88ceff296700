package eu.parvis.terms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.DefaultUrlSanitizer;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.UrlSanitizer;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * A text of the terms as HTML. HTML in the Markdown is shown as text, and only links to the web, to mail addresses and
 * to pages of the portal stay links.
 *
 * @param title its first heading
 * @param sections headings of the second level
 * @param body well-formed HTML after the title
 */
public record TermsHtml(String title, List<Section> sections, String body) {

    /** A section, with the id of its heading. */
    public record Section(String id, String title) {}

    private static final int DEEPEST = 6;
    private static final int NESTED_BLOCKS = 20;

    private static final Parser PARSER =
            Parser.builder().maxOpenBlockParsers(NESTED_BLOCKS).build();
    private static final TextContentRenderer PLAIN =
            TextContentRenderer.builder().build();

    public TermsHtml {
        sections = List.copyOf(sections);
    }

    /**
     * Renders a text.
     *
     * @param publicUrl of the portal; a link that begins with a slash is completed with it
     * @param lower by how many levels the headings are lowered; the title counts as the first level
     */
    public static TermsHtml of(TermsText text, String publicUrl, int lower) {
        var document = parse(text);
        var headings = headings(document);
        var title = headings.isEmpty() ? "" : plain(headings.get(0));
        headings.stream().findFirst().ifPresent(Node::unlink);
        var ids = new LinkedHashMap<Node, Section>();
        headings.stream()
                .skip(1)
                .filter(heading -> heading.getLevel() == 2)
                .forEach(heading -> ids.put(heading, new Section("section-" + (ids.size() + 1), plain(heading))));
        headings.forEach(heading -> heading.setLevel(Math.min(DEEPEST, heading.getLevel() + lower)));
        return new TermsHtml(
                title, List.copyOf(ids.values()), renderer(publicUrl, ids).render(document));
    }

    static Node parse(TermsText text) {
        return PARSER.parse(text.markdown());
    }

    private static HtmlRenderer renderer(String publicUrl, Map<Node, Section> ids) {
        return HtmlRenderer.builder()
                .escapeHtml(true)
                .sanitizeUrls(true)
                .urlSanitizer(new KnownUrls(publicUrl))
                .attributeProviderFactory(context -> (node, tag, attributes) -> {
                    if (ids.containsKey(node)) {
                        attributes.put("id", ids.get(node).id());
                    }
                })
                .build();
    }

    private static List<Heading> headings(Node document) {
        var headings = new ArrayList<Heading>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                headings.add(heading);
            }
        });
        return headings;
    }

    private static String plain(Node node) {
        return PLAIN.render(node).strip();
    }

    /** The library's own list lets {@code data:} through. */
    private static final class KnownUrls implements UrlSanitizer {

        private static final Pattern PATH = Pattern.compile("/(?![/\\\\]).*");

        private final UrlSanitizer schemes = new DefaultUrlSanitizer(List.of("http", "https", "mailto"));
        private final String publicUrl;

        KnownUrls(String publicUrl) {
            this.publicUrl = publicUrl.replaceFirst("/$", "");
        }

        @Override
        public String sanitizeLinkUrl(String url) {
            if (PATH.matcher(url).matches()) {
                return publicUrl + url;
            }
            // The list of schemes does not apply to addresses without a scheme, such as //host/.
            return url.indexOf(':') > 0 ? schemes.sanitizeLinkUrl(url) : "";
        }

        /** The terms contain no pictures. */
        @Override
        public String sanitizeImageUrl(String url) {
            return "";
        }
    }
}
