package eu.parvis.terms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TermsDifferenceTest {

    /** Each change on a line, {@code +added+} and {@code -removed-}, after its heading. */
    private static List<String> difference(String before, String after) {
        return TermsDifference.between(new TermsText(before, ""), new TermsText(after, "")).sections().stream()
                .flatMap(section -> section.changes().stream()
                        .map(change -> section.title() + ": "
                                + change.pieces().stream()
                                        .map(piece -> switch (piece.kind()) {
                                            case SAME -> piece.text();
                                            case ADDED -> "+" + piece.text() + "+";
                                            case REMOVED -> "-" + piece.text() + "-";
                                        })
                                        .collect(Collectors.joining())))
                .toList();
    }

    @Test
    void wordsOfAParagraphThatWasRewordedAreMarked() {
        assertEquals(
                List.of("Prix: Le portail est -gratuit.-+gratuit pour les associations.+"),
                difference(
                        "# T\n\n## Prix\n\nLe portail est gratuit.\n",
                        "# T\n\n## Prix\n\nLe portail est gratuit pour les associations.\n"));
    }

    @Test
    void paragraphsThatCameOrWentAreMarkedWhole() {
        assertEquals(
                List.of("Un: -Deuxième.-", "Deux: +b+"),
                difference(
                        "# T\n\n## Un\n\nPremier.\n\nDeuxième.\n\n## Deux\n\n- a\n",
                        "# T\n\n## Un\n\nPremier.\n\n## Deux\n\n- a\n- b\n"));
    }

    @Test
    void anotherParagraphIsNoRewording() {
        assertEquals(
                List.of("Un: -La nuit, tout est fermé.-", "Un: +Chaque personne a un compte.+"),
                difference(
                        "# T\n\n## Un\n\nLa nuit, tout est fermé.\n",
                        "# T\n\n## Un\n\nChaque personne a un compte.\n"));
    }

    @Test
    void aTextDoesNotDifferFromItself() {
        assertEquals(List.of(), difference("# T\n\n## Un\n\nA <b> & *c*.\n", "# T\n\n## Un\n\nA <b> & *c*.\n"));
    }
}
