package eu.parvis.terms;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.renderer.text.TextContentRenderer;

/** What differs between two versions of a text: whole paragraphs, or the words of one that was reworded. */
public record TermsDifference(List<Section> sections) {

    public enum Kind {
        SAME,
        ADDED,
        REMOVED
    }

    /** A stretch of words. */
    public record Piece(Kind kind, String text) {}

    public record Change(List<Piece> pieces) {

        public Change {
            pieces = List.copyOf(pieces);
        }
    }

    /** The changes below one heading. */
    public record Section(String title, List<Change> changes) {

        public Section {
            changes = List.copyOf(changes);
        }
    }

    private record Block(String section, String text) {}

    private static final Pattern SPACE = Pattern.compile("(?<=\\s)(?!\\s)");

    /** A paragraph that keeps fewer of its words is shown as another one. */
    private static final double REWORDED = 0.4;

    private static final TextContentRenderer PLAIN =
            TextContentRenderer.builder().build();

    public TermsDifference {
        sections = List.copyOf(sections);
    }

    public static TermsDifference between(TermsText before, TermsText after) {
        var old = blocks(before);
        var now = blocks(after);
        var sections = new ArrayList<Section>();
        for (var delta : DiffUtils.diff(texts(old), texts(now)).getDeltas()) {
            var title = title(delta, old, now);
            var changes =
                    changes(delta.getSource().getLines(), delta.getTarget().getLines());
            var last = sections.isEmpty() ? null : sections.get(sections.size() - 1);
            if (last != null && last.title().equals(title)) {
                changes.addAll(0, last.changes());
                sections.remove(last);
            }
            sections.add(new Section(title, changes));
        }
        return new TermsDifference(sections);
    }

    private static String title(AbstractDelta<String> delta, List<Block> old, List<Block> now) {
        return delta.getTarget().size() > 0
                ? now.get(delta.getTarget().getPosition()).section()
                : old.get(delta.getSource().getPosition()).section();
    }

    private static List<Change> changes(List<String> removed, List<String> added) {
        var changes = new ArrayList<Change>();
        var paired = removed.size() == added.size();
        for (var i = 0; paired && i < removed.size(); i++) {
            var words = words(removed.get(i), added.get(i));
            if (isReworded(words, removed.get(i))) {
                changes.add(new Change(words));
            } else {
                changes.add(whole(Kind.REMOVED, removed.get(i)));
                changes.add(whole(Kind.ADDED, added.get(i)));
            }
        }
        if (!paired) {
            removed.forEach(text -> changes.add(whole(Kind.REMOVED, text)));
            added.forEach(text -> changes.add(whole(Kind.ADDED, text)));
        }
        return changes;
    }

    private static Change whole(Kind kind, String text) {
        return new Change(List.of(new Piece(kind, text)));
    }

    private static boolean isReworded(List<Piece> words, String before) {
        var same = words.stream()
                .filter(piece -> piece.kind() == Kind.SAME)
                .mapToInt(piece -> piece.text().length())
                .sum();
        return same > before.length() * REWORDED;
    }

    private static List<Piece> words(String before, String after) {
        var old = List.of(SPACE.split(before));
        var now = List.of(SPACE.split(after));
        var pieces = new ArrayList<Piece>();
        var done = 0;
        for (var delta : DiffUtils.diff(old, now).getDeltas()) {
            add(pieces, Kind.SAME, old.subList(done, delta.getSource().getPosition()));
            add(pieces, Kind.REMOVED, delta.getSource().getLines());
            add(pieces, Kind.ADDED, delta.getTarget().getLines());
            done = delta.getSource().getPosition() + delta.getSource().size();
        }
        add(pieces, Kind.SAME, old.subList(done, old.size()));
        return pieces;
    }

    private static void add(List<Piece> pieces, Kind kind, List<String> words) {
        if (!words.isEmpty()) {
            pieces.add(new Piece(kind, String.join("", words)));
        }
    }

    private static List<String> texts(List<Block> blocks) {
        return blocks.stream().map(Block::text).toList();
    }

    /** Headings, paragraphs and items of lists, each with the heading above it. */
    private static List<Block> blocks(TermsText text) {
        var blocks = new ArrayList<Block>();
        TermsHtml.parse(text).accept(new AbstractVisitor() {

            private String section = "";

            @Override
            public void visit(Heading heading) {
                section = plain(heading);
                blocks.add(new Block(section, section));
            }

            @Override
            public void visit(Paragraph paragraph) {
                blocks.add(new Block(section, plain(paragraph)));
            }
        });
        return blocks;
    }

    private static String plain(Node node) {
        return PLAIN.render(node).strip();
    }
}
