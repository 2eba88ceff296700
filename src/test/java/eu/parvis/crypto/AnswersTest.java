package eu.parvis.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Évreux",
                "evreux ",
                "EVREUX",
                "  É v r e u x",
                "E\u0301vreux",
                "ÉVREUX",
                "Ｅｖｒｅｕｘ",
                "\u00a0evreux\u200b",
                "é-vreux\n"
            })
    void anAnswerMatchesHoweverItIsTyped(String typed) {
        assertEquals("evreux", Answers.normalised(typed));
    }

    @ParameterizedTest
    @CsvSource({
        "L’Haÿ-les-Roses, l hay les roses",
        "Cœur de Jésus, coeur de jesus",
        "Straße, STRASSE",
        "d’Artagnan, D`artagnan",
        "İstanbul, istanbul",
        "Jean‑Pierre, jean–pierre",
        "ﬁnistère, Finistere"
    })
    void spellingsOfOneAnswerAreOne(String one, String other) {
        assertEquals(Answers.normalised(one), Answers.normalised(other));
    }

    @ParameterizedTest
    @CsvSource({"Évreux, Evreu", "Rex, Rix", "Renault 5, Renault 4"})
    void differentAnswersStayDifferent(String one, String other) {
        assertNotEquals(Answers.normalised(one), Answers.normalised(other));
    }
}
