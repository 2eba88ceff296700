#!/usr/bin/env bash
# ph-masterdata 8.1.1: VATINStructureManager refuses every Irish VAT number of nine characters, the form issued since
# January 2013 (VIES: "IE9999999WI, 1 block of 9 characters"). Its VATINSyntaxChecker accepts the same numbers, so two
# classes of one package contradict each other. The numbers below are quoted publicly as those of Stripe and Slack.
# Expected: "true true" for each number.
# Needs Maven and a JDK (17 or newer). Ends with 0 while the library behaves so.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>com.helger.masterdata</groupId>
      <artifactId>ph-masterdata</artifactId>
      <version>8.1.1</version>
    </dependency>
    <dependency>
      <groupId>org.slf4j</groupId>
      <artifactId>slf4j-nop</artifactId>
      <version>2.0.17</version>
    </dependency>
  </dependencies>
</project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:build-classpath -Dmdep.outputFile=classpath

cat > Finding.java <<'JAVA'
import com.helger.masterdata.vat.VATINStructureManager;
import com.helger.masterdata.vat.VATINSyntaxChecker;
import java.util.List;

class Finding {
    public static void main(String[] arguments) {
        var seen = true;
        for (var number : List.of("IE3206488LH", "IE3336483DH")) {
            var structure = VATINStructureManager.isValidVATIN(number);
            var checksum = VATINSyntaxChecker.isValidVATIN(number);
            System.out.println(number + " structure " + structure + ", check digit " + checksum);
            seen &= !structure && checksum;
        }
        System.exit(seen ? 0 : 1);
    }
}
JAVA
java -cp "$(cat classpath)" Finding.java
