package eu.parvis.api;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * One call of the API and its answer.
 *
 * @param path below {@code /api/v1}, without a query, such as {@code /sessions/current}
 * @param requestBody empty where there is none
 */
public record Exchange(
        HttpMethod method,
        String path,
        MultiMap requestHeaders,
        Buffer requestBody,
        int status,
        MultiMap headers,
        Buffer body) {

    public JsonObject json() {
        return body.toJsonObject();
    }

    /** The stable code of the problem. */
    public String code() {
        return json().getString("code");
    }

    /** The code that the problem reports for this field; null if it reports none. */
    public String codeAt(String field) {
        return json().getJsonArray("errors", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .filter(error -> error.getString("field").equals(field))
                .map(error -> error.getString("code"))
                .findFirst()
                .orElse(null);
    }

    /** The fields that the problem names, in its order. */
    public List<String> wrongFields() {
        return json().getJsonArray("errors", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .map(error -> error.getString("field"))
                .toList();
    }

    String contentType() {
        return headers.get("Content-Type");
    }

    boolean accepted() {
        return status < 400;
    }

    @Override
    public String toString() {
        return "%s %s -> %d%n  sent: %s%n  got: %s".formatted(method, path, status, requestBody, body);
    }
}
