#!/usr/bin/env bash
# vertx-openapi 5.0.8: one response of a media type outside a fixed list makes the whole contract unreadable, also for its
# other operations, and also if nobody asks the library to validate responses. The list has JSON, octet-stream and plain
# text. Refused are all types in which certificates travel (pkix-cert, pkix-crl, pkcs7-mime, ocsp-response, PEM), PDF, and
# application/problem+json, the registered type of errors (RFC 9457), although application/vnd.example+json is read.
# The library has no place to register a type.
# Expected: the operation can be used without validation of that response, and every type that ends in +json is JSON.
# A contract that tells the truth about its errors and downloads has to be changed in memory before it is given to the
# library.
# Needs Maven and a JDK (17 or newer). Ends with 0 while it behaves so.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.vertx</groupId>
      <artifactId>vertx-openapi</artifactId>
      <version>5.0.8</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies -DoutputDirectory="$work/jars"

cat > MediaTypes.java <<'JAVA'
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

class MediaTypes {
    private static final List<String> READ =
            List.of("application/json", "application/vnd.example+json", "application/octet-stream", "text/plain");
    private static final List<String> REFUSED = List.of(
            "application/problem+json",
            "application/pkix-cert",
            "application/pkix-crl",
            "application/pkcs7-mime",
            "application/ocsp-response",
            "application/pem-certificate-chain",
            "application/pdf");

    public static void main(String[] arguments) throws Exception {
        var vertx = Vertx.vertx();
        var all = new ArrayList<>(READ);
        all.addAll(REFUSED);
        for (var type : all) {
            var outcome = outcome(vertx, type);
            System.out.println(type + ": " + outcome);
            if (outcome.equals("read") != READ.contains(type)) {
                throw new AssertionError("Otherwise than described");
            }
        }
        vertx.close();
        System.out.println("As described");
    }

    private static String outcome(Vertx vertx, String type) throws InterruptedException {
        try {
            OpenAPIContract.from(vertx, contract(type)).toCompletionStage().toCompletableFuture().get();
            return "read";
        } catch (ExecutionException e) {
            return e.getCause().getMessage().contains("unsupported media type") ? "refused" : e.getCause().toString();
        }
    }

    private static JsonObject contract(String type) {
        return new JsonObject()
                .put("openapi", "3.1.0")
                .put("info", new JsonObject().put("title", "Certificates").put("version", "1"))
                .put("paths", new JsonObject()
                        .put("/certificates", get("certificates", "application/json"))
                        .put("/certificate", get("certificate", type)));
    }

    private static JsonObject get(String id, String type) {
        var content = new JsonObject().put(type, new JsonObject().put("schema", new JsonObject().put("type", "string")));
        var found = new JsonObject().put("200", new JsonObject().put("description", "Found").put("content", content));
        return new JsonObject().put("get", new JsonObject().put("operationId", id).put("responses", found));
    }
}
JAVA
java -cp "$work/jars/*" MediaTypes.java 2> errors.log || { cat errors.log; exit 1; }
