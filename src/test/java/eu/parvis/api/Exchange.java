package eu.parvis.api;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * One call of the API and its answer.
 *
 * @param target path below {@code /api/v1} with its query, such as {@code /me/sessions?others}
 * @param requestBody empty where there is none
 */
public record Exchange(
        HttpMethod method,
        String target,
        MultiMap requestHeaders,
        Buffer requestBody,
        int status,
        MultiMap headers,
        Buffer body) {

    public String path() {
        return target.split("\\?", 2)[0];
    }

    /** The parameters of the query by their names. */
    MultiMap query() {
        var query = MultiMap.caseInsensitiveMultiMap();
        new QueryStringDecoder(target).parameters().forEach((name, values) -> query.set(name, values.get(0)));
        return query;
    }

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
        return "%s %s -> %d%n  sent: %s%n  got: %s".formatted(method, target, status, requestBody, body);
    }
}
