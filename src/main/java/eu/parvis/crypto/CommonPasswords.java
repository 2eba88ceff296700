package eu.parvis.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Recognises passwords that are guessed first. Lists of such passwords contain many variations of few themes, so this
 * class recognises the themes: a password is common if it consists of one or two known pieces, repeated any number of
 * times, and at most {@value #SPARE} other characters. Pieces are the words of {@code common-passwords.txt}, also
 * written with signs for letters; runs along the alphabet, the digits or a keyboard; one repeated character; years and
 * dates.
 */
final class CommonPasswords {

    private static final int PIECES = 2;
    private static final int SPARE = 4;
    private static final int SHORTEST_RUN = 3;
    private static final int SHORTEST_PASSWORD = 8;

    private static final Set<String> WORDS = words();
    private static final int LONGEST_WORD =
            WORDS.stream().mapToInt(String::length).max().orElseThrow();

    /** Eight digits, six digits, or a year. */
    private static final Pattern DATE =
            Pattern.compile("[0-3][0-9][01][0-9](19|20)[0-9]{2}|[0-3][0-9][01][0-9]{3}|(19|20)[0-9]{2}");

    /** The alphabet, the digits, and the rows and columns of QWERTY, AZERTY and QWERTZ keyboards; read both ways. */
    private static final List<String> RUNS = Stream.of(
                    "abcdefghijklmnopqrstuvwxyz",
                    "01234567890",
                    "qwertyuiop",
                    "asdfghjkl",
                    "zxcvbnm",
                    "azertyuiop",
                    "qsdfghjklm",
                    "wxcvbn",
                    "qwertzuiop",
                    "yxcvbnm",
                    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.",
                    "1aqw2zsx3edc4rfv5tgb6yhn7uj,8ik",
                    "1q2w3e4r5t6y7u8i9o0p",
                    "1a2z3e4r5t6y7u8i9o0p",
                    "q1w2e3r4t5y6u7i8o9p0",
                    "a1z2e3r4t5y6u7i8o9p0",
                    "!@#$%^&*()",
                    "&e\"'(-e_ca)=")
            .flatMap(run -> Stream.of(run, new StringBuilder(run).reverse().toString()))
            .toList();

    private CommonPasswords() {}

    private static Set<String> words() {
        try (var resource = CommonPasswords.class.getResourceAsStream("common-passwords.txt");
                var lines = new BufferedReader(new InputStreamReader(resource, UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .flatMap(line -> Stream.of(line.split(" ")))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean contain(String password) {
        var folded = Folded.of(password);
        var once = withoutRepetition(folded);
        var onlyRepetitionMadeItLong = once.length() < SHORTEST_PASSWORD && once.length() < folded.length();
        return onlyRepetitionMadeItLong || isMadeOfPieces(once);
    }

    /** Reduces a repeated text to one repetition, because repeating adds no strength. */
    private static String withoutRepetition(String text) {
        var period = (text + text).indexOf(text, 1);
        return period > 0 ? text.substring(0, period) : text;
    }

    private static boolean isMadeOfPieces(String text) {
        var readings = Leet.readings(text);
        var pieces = new HashSet<String>();
        var others = 0;
        for (var at = 0; at < text.length(); ) {
            var length = pieceAt(at, readings);
            if (length > 0) {
                pieces.add(text.substring(at, at + length));
            } else {
                others++;
            }
            at += Math.max(1, length);
        }
        return !pieces.isEmpty() && pieces.size() <= PIECES && others <= SPARE;
    }

    /** Length of the longest known piece that starts at this index; 0 if none does. */
    private static int pieceAt(int at, List<String> readings) {
        var written = readings.get(0);
        var word =
                readings.stream().mapToInt(reading -> wordAt(at, reading)).max().orElseThrow();
        var run = Math.max(runAt(at, written), sameAt(at, written));
        return Math.max(Math.max(word, run), dateAt(at, written));
    }

    private static int wordAt(int at, String text) {
        for (var length = Math.min(LONGEST_WORD, text.length() - at); length > 0; length--) {
            if (WORDS.contains(text.substring(at, at + length))) {
                return length;
            }
        }
        return 0;
    }

    private static int runAt(int at, String text) {
        var length = 0;
        while (at + length < text.length() && isRun(text.substring(at, at + length + 1))) {
            length++;
        }
        return length >= SHORTEST_RUN ? length : 0;
    }

    private static boolean isRun(String text) {
        return RUNS.stream().anyMatch(run -> run.contains(text));
    }

    private static int sameAt(int at, String text) {
        var length = 1;
        while (at + length < text.length() && text.charAt(at + length) == text.charAt(at)) {
            length++;
        }
        return length >= SHORTEST_RUN ? length : 0;
    }

    private static int dateAt(int at, String text) {
        var date = DATE.matcher(text).region(at, text.length());
        return date.lookingAt() ? date.end() - at : 0;
    }
}
