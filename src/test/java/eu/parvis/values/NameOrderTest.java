package eu.parvis.values;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class NameOrderTest {

    @Test
    void accentsLigaturesApostrophesAndHyphensStandWhereADirectoryHasThem() {
        var directory = List.of(
                "Andersen",
                "Ångström",
                "Çelik",
                "D’Alembert",
                "Delacroix",
                "De La Tour",
                "Éluard",
                "Évrard",
                "Ewald",
                "Le Bras",
                "Legrand",
                "L’Hermite",
                "Lhomme",
                "Łukasz",
                "Ñandu",
                "O’Brien",
                "Odile",
                "Oeuvrard",
                "Œuvré",
                "Østergaard",
                "Sainte-Claire",
                "Saint-Exupéry",
                "Saint Yves",
                "Zola");

        assertEquals(
                directory.stream().map(String::toLowerCase).toList(),
                NameOrder.byName(mixed(directory), Function.identity()).stream()
                        .map(String::toLowerCase)
                        .toList());
    }

    @Test
    void oneNameInTwoSpellingsKeepsItsPlace() {
        var spellings = List.of("L'Hermite", "L’Hermite", "L’HERMITE", "LHermite", "L’Hermite");

        assertEquals(spellings, NameOrder.byName(spellings, Function.identity()));
    }

    @Test
    void peopleOfOneLastNameAreSortedByTheirFirstName() {
        var people = List.of(person("Éloi", "Le Goff"), person("Zoé", "Legoff"), person("Ana", "Legoffe"));

        assertEquals(people, NameOrder.byPerson(mixed(people), Function.identity()));
    }

    @Test
    void countriesAreInTheSameOrderInBothLanguages() {
        var french = names(Locale.FRENCH);
        var english = names(Locale.ENGLISH);

        assertEquals(List.of("France", "Afghanistan", "Afrique du Sud", "Albanie"), french.subList(0, 4));
        assertEquals(french.indexOf("Espagne") + 1, french.indexOf("Estonie"));
        assertEquals(french.indexOf("Érythrée") + 1, french.indexOf("Espagne"));
        assertEquals(english.indexOf("Albania") + 1, english.indexOf("Algeria"));
        assertEquals(english.indexOf("Åland Islands") + 1, english.indexOf("Albania"));
    }

    private static List<String> names(Locale language) {
        return Country.list(language, Country.FRANCE).stream()
                .map(country -> country.name(language))
                .toList();
    }

    private static Person person(String firstName, String lastName) {
        return new Person(
                new PersonName(firstName), new PersonName(lastName), new EmailAddress("a@b.example"), Optional.empty());
    }

    private static <T> List<T> mixed(List<T> sorted) {
        var mixed = new ArrayList<>(sorted);
        Collections.shuffle(mixed, new Random(7));
        return mixed;
    }
}
