#!/usr/bin/env bash
# ph-masterdata 8.1.1: PostalCodeManager refuses every full Irish postcode (Eircode, introduced in July 2015: a routing
# key such as D02 and four more characters) and every South Korean one (five digits since August 2015). The list, dated
# 14 January 2022, has only the routing key for Ireland and only the six digits of before 2015 for South Korea.
# Expected: TRUE for each code.
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
import com.helger.base.state.ETriState;
import com.helger.masterdata.postal.PostalCodeManager;
import java.util.List;
import java.util.Locale;

class Finding {
    record Code(String country, String postcode) {}

    public static void main(String[] arguments) {
        var seen = true;
        for (var code : List.of(new Code("IE", "D02 AF30"), new Code("IE", "A65F4E2"), new Code("KR", "03051"))) {
            var country = new Locale.Builder().setRegion(code.country()).build();
            var valid = PostalCodeManager.DEFAULT_MGR.isValidPostalCode(country, code.postcode());
            System.out.println(code.country() + " " + code.postcode() + " " + valid + ", known forms "
                    + PostalCodeManager.DEFAULT_MGR.getPostalCodeExamples(country));
            seen &= valid == ETriState.FALSE;
        }
        System.exit(seen ? 0 : 1);
    }
}
JAVA
java -cp "$(cat classpath)" Finding.java
