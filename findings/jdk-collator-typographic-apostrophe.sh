#!/usr/bin/env bash
# JDK (17.0.15 and Temurin 25.0.3), java.text.Collator for fr and en: the typographic apostrophe (U+2019), which company
# registers and phones write into names, sorts behind z, and the typewriter's apostrophe (U+0027) before A. So one family
# stands at both ends of a list: "L'Hermite" before "Labbe", "L’Hermite" behind "Lzarev". Ø and Ł sort behind Z, too.
# ICU4J 77.1 with the same locales puts both apostrophes before A, Ł beside L, and Ø beside O.
# Expected: both apostrophes are punctuation of the same rank, and letters with a stroke follow their base letter, as ICU
# does it.
# Needs Maven and a JDK (17 or newer). Ends with 0 while the JDK behaves so.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy \
  -Dartifact=com.ibm.icu:icu4j:77.1 -DoutputDirectory="$work" -Dmdep.useBaseVersion=true

cat > Names.java <<'JAVA'
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

class Names {
    static final List<String> NAMES = List.of(
            "Labbe", "Lzarev", "L'Hermite", "L\u2019Hermite", "Zidan", "\u0141uczak", "\u00d8degaard", "Olsen", "Lopez");

    public static void main(String[] arguments) {
        for (Locale locale : List.of(Locale.FRENCH, Locale.ENGLISH)) {
            print("jdk " + locale, java.text.Collator.getInstance(locale));
            print("icu " + locale, com.ibm.icu.text.Collator.getInstance(locale));
        }
    }

    static void print(String title, Comparator<Object> order) {
        System.out.println(title + ": " + String.join(" ", NAMES.stream().sorted(order).toList()));
    }
}
JAVA

java -Dstdout.encoding=UTF-8 -Dfile.encoding=UTF-8 -cp icu4j-77.1.jar Names.java | tee seen.txt
diff seen.txt - <<'EXPECTED'
jdk fr: L'Hermite Labbe Lopez Lzarev L’Hermite Olsen Zidan Ødegaard Łuczak
icu fr: L'Hermite L’Hermite Labbe Lopez Łuczak Lzarev Ødegaard Olsen Zidan
jdk en: L'Hermite Labbe Lopez Lzarev L’Hermite Olsen Zidan Ødegaard Łuczak
icu en: L'Hermite L’Hermite Labbe Lopez Łuczak Lzarev Ødegaard Olsen Zidan
EXPECTED
