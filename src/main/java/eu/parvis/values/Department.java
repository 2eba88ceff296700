package eu.parvis.values;

import eu.parvis.bus.Malformed;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A French département, or an overseas community that stands in its place in an address (Code officiel géographique).
 *
 * @param number {@code 59}, {@code 2A}, {@code 971}
 * @param name in French, as everywhere in addresses
 */
public record Department(String number, String name) {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private static final List<Department> ALL =
            Stream.of("""
            01 Ain
            02 Aisne
            03 Allier
            04 Alpes-de-Haute-Provence
            05 Hautes-Alpes
            06 Alpes-Maritimes
            07 Ardèche
            08 Ardennes
            09 Ariège
            10 Aube
            11 Aude
            12 Aveyron
            13 Bouches-du-Rhône
            14 Calvados
            15 Cantal
            16 Charente
            17 Charente-Maritime
            18 Cher
            19 Corrèze
            2A Corse-du-Sud
            2B Haute-Corse
            21 Côte-d’Or
            22 Côtes-d’Armor
            23 Creuse
            24 Dordogne
            25 Doubs
            26 Drôme
            27 Eure
            28 Eure-et-Loir
            29 Finistère
            30 Gard
            31 Haute-Garonne
            32 Gers
            33 Gironde
            34 Hérault
            35 Ille-et-Vilaine
            36 Indre
            37 Indre-et-Loire
            38 Isère
            39 Jura
            40 Landes
            41 Loir-et-Cher
            42 Loire
            43 Haute-Loire
            44 Loire-Atlantique
            45 Loiret
            46 Lot
            47 Lot-et-Garonne
            48 Lozère
            49 Maine-et-Loire
            50 Manche
            51 Marne
            52 Haute-Marne
            53 Mayenne
            54 Meurthe-et-Moselle
            55 Meuse
            56 Morbihan
            57 Moselle
            58 Nièvre
            59 Nord
            60 Oise
            61 Orne
            62 Pas-de-Calais
            63 Puy-de-Dôme
            64 Pyrénées-Atlantiques
            65 Hautes-Pyrénées
            66 Pyrénées-Orientales
            67 Bas-Rhin
            68 Haut-Rhin
            69 Rhône
            70 Haute-Saône
            71 Saône-et-Loire
            72 Sarthe
            73 Savoie
            74 Haute-Savoie
            75 Paris
            76 Seine-Maritime
            77 Seine-et-Marne
            78 Yvelines
            79 Deux-Sèvres
            80 Somme
            81 Tarn
            82 Tarn-et-Garonne
            83 Var
            84 Vaucluse
            85 Vendée
            86 Vienne
            87 Haute-Vienne
            88 Vosges
            89 Yonne
            90 Territoire de Belfort
            91 Essonne
            92 Hauts-de-Seine
            93 Seine-Saint-Denis
            94 Val-de-Marne
            95 Val-d’Oise
            971 Guadeloupe
            972 Martinique
            973 Guyane
            974 La Réunion
            975 Saint-Pierre-et-Miquelon
            976 Mayotte
            977 Saint-Barthélemy
            978 Saint-Martin
            984 Terres australes et antarctiques françaises
            986 Wallis-et-Futuna
            987 Polynésie française
            988 Nouvelle-Calédonie
            989 Île de Clipperton
            """.split("\n")).map(Department::row).toList();

    private static final Map<String, Department> BY_NUMBER =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Department::number, Function.identity()));
    private static final Map<String, Department> BY_FOLDED_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(d -> fold(d.name), Function.identity()));

    /** Saint-Barthélemy and Saint-Martin: their postcodes still begin with Guadeloupe's number. */
    private static final Map<String, String> NUMBER_BY_POSTCODE = Map.of("97133", "977", "97150", "978");

    private static Department row(String row) {
        var gap = row.indexOf(' ');
        return new Department(row.substring(0, gap), row.substring(gap + 1));
    }

    /** Accepts the number or the name; accents, case and hyphens do not matter. */
    public static Department parse(String raw) {
        var typed = TypedText.line(raw);
        if (typed.isEmpty()) {
            throw new Malformed("error.department.missing");
        }
        TypedText.requireLength(typed, Region.MAX_LENGTH);
        return Optional.ofNullable(BY_NUMBER.get(TypedText.code(typed)))
                .or(() -> Optional.ofNullable(BY_FOLDED_NAME.get(fold(typed))))
                .orElseThrow(() -> new Malformed("error.department.unknown"));
    }

    /**
     * Guesses the département from a French postcode. The user may correct it: a few postcodes are served by a post
     * office in the neighbouring département.
     */
    public static Optional<Department> of(Postcode french) {
        return Optional.of(french.value())
                .filter(postcode -> postcode.length() == 5)
                .map(postcode -> BY_NUMBER.get(NUMBER_BY_POSTCODE.getOrDefault(postcode, numberOf(postcode))));
    }

    private static String numberOf(String postcode) {
        if (postcode.startsWith("20")) {
            return postcode.charAt(2) <= '1' ? "2A" : "2B";
        }
        var overseas = postcode.startsWith("97") || postcode.startsWith("98");
        return postcode.substring(0, overseas ? 3 : 2);
    }

    /** All départements, sorted by number: the order French users expect. */
    public static List<Department> list() {
        return ALL;
    }

    private static String fold(String name) {
        var letters =
                MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFD)).replaceAll("");
        return TypedText.code(letters);
    }
}
