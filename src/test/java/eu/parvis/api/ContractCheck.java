package eu.parvis.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import eu.parvis.Await;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.common.dsl.SchemaType;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.RequestValidator;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatableResponse;
import io.vertx.openapi.validation.impl.RequestParameterImpl;
import io.vertx.openapi.validation.impl.ValidatableRequestImpl;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds {@code openapi.yaml} against what was really sent and answered. At run time the contract is not interpreted;
 * this is what keeps it true:
 *
 * <ul>
 *   <li>every call is an operation of the contract;
 *   <li>every answer is one that the operation declares, with its headers and its body;
 *   <li>no request that the contract forbids is accepted. The reverse is allowed: rules are stricter than schemas.
 * </ul>
 */
public final class ContractCheck {

    private static final String PROBLEM = "application/problem+json";
    private static final String JSON = "application/json";
    private static final String BYTES = "application/octet-stream";
    private static final Set<String> FILES = Set.of("application/pdf", "image/jpeg", "image/png");
    private static final String API = "/api/v1";
    private static final Set<String> LANGUAGES = Set.of("fr", "en");

    /** What any HTTP server may answer; operations declare the rest one by one. */
    private static final Set<Integer> FAULTS = Set.of(405, 406, 408, 413, 414, 415, 431, 500);

    private static final JsonObject STATUSES = statuses();

    /** Read once: it takes a second. */
    private static OpenAPIContract loaded;

    private final OpenAPIContract contract;
    private final RequestValidator requests;
    private final ResponseValidator responses;

    private ContractCheck(Vertx vertx, OpenAPIContract contract) {
        this.contract = contract;
        this.requests = RequestValidator.create(vertx, contract);
        this.responses = ResponseValidator.create(vertx, contract);
    }

    public static synchronized ContractCheck on(Vertx vertx) {
        if (loaded == null) {
            loaded = Await.done(OpenAPIContract.from(vertx, withKnownMediaTypes(asOfToday(document()))));
        }
        return new ContractCheck(vertx, loaded);
    }

    /** The contract as it is served. */
    public static JsonObject document() {
        try (var yaml = ContractCheck.class.getResourceAsStream("/openapi.yaml")) {
            return new JsonObject(
                    new ObjectMapper(new YAMLFactory()).readTree(yaml).toString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * The contract lets answers grow: clients accept fields and values that it does not list. This build sends none of
     * them, so here each answer is checked as if nothing could be added.
     */
    private static JsonObject asOfToday(JsonObject document) {
        return new JsonObject(document.encode()
                .replace("\"additionalProperties\":true", "\"additionalProperties\":false")
                .replace("\"x-extensible-enum\":", "\"enum\":"));
    }

    /** vertx-openapi refuses problem documents by their media type; {@link #checkProblem} checks it instead. */
    private static JsonObject withKnownMediaTypes(JsonObject document) {
        return withOneBinaryType(new JsonObject(document.encode().replace('"' + PROBLEM + '"', '"' + JSON + '"')));
    }

    /** vertx-openapi knows no media types of files, so that all of them are taken for bytes. */
    private static JsonObject withOneBinaryType(JsonObject object) {
        if (FILES.stream().filter(object.fieldNames()::contains).count() > 0) {
            FILES.forEach(object::remove);
            object.put(BYTES, new JsonObject());
        }
        object.forEach(entry -> {
            if (entry.getValue() instanceof JsonObject child) {
                withOneBinaryType(child);
            }
        });
        return object;
    }

    /** The operations as {@code GET /users/{id}}. */
    public Set<String> operations() {
        return contract.operations().stream()
                .map(operation -> operation.getHttpMethod() + " " + operation.getOpenAPIPath())
                .collect(Collectors.toSet());
    }

    /** The codes that a problem may carry. */
    public static Set<String> problemCodes() {
        return problemCode().getJsonArray("x-extensible-enum").stream()
                .map(String::valueOf)
                .collect(Collectors.toSet());
    }

    /** The status of each code. */
    public static JsonObject statuses() {
        return problemCode().getJsonObject("x-status");
    }

    private static JsonObject problemCode() {
        return document().getJsonObject("components").getJsonObject("schemas").getJsonObject("ProblemCode");
    }

    /** Fails with an {@link AssertionError} that says where contract and exchange differ. */
    public Future<Exchange> check(Exchange exchange) {
        return Future.succeededFuture(exchange)
                .map(this::operationOf)
                .compose(operation ->
                        checkAnswer(operation, exchange).compose(nothing -> checkCall(operation, exchange)))
                .map(nothing -> exchange);
    }

    private Operation operationOf(Exchange exchange) {
        return contract.operations().stream()
                .filter(operation -> operation.getHttpMethod().equals(exchange.method()))
                .filter(operation -> matches(operation.getOpenAPIPath(), exchange.path()))
                .min((one, other) -> Integer.compare(variables(one), variables(other)))
                .orElseThrow(() -> difference("is no operation of the contract", exchange));
    }

    private Future<Void> checkAnswer(Operation operation, Exchange exchange) {
        if (operation.getResponse(exchange.status()) == null && !FAULTS.contains(exchange.status())) {
            return Future.failedFuture(difference("is no answer of " + operation.getOperationId(), exchange));
        }
        if (!exchange.headers().contains("X-Request-Id")) {
            throw difference("answers without a request id", exchange);
        }
        if (exchange.status() == 201) {
            checkLocation(exchange);
        }
        if (!exchange.accepted()) {
            checkProblem(exchange);
        }
        return responses
                .validate(response(operation, exchange), operation.getOperationId())
                .transform(outcome -> outcome.succeeded()
                        ? Future.succeededFuture()
                        : Future.failedFuture(difference("answers wrongly: " + reason(outcome.cause()), exchange)));
    }

    /** What was created can be read where the answer says. */
    private void checkLocation(Exchange exchange) {
        var location = exchange.headers().get("Location");
        var readable = location != null
                && location.startsWith(API)
                && contract.operations().stream()
                        .filter(operation -> operation.getHttpMethod().equals(HttpMethod.GET))
                        .anyMatch(operation -> matches(operation.getOpenAPIPath(), location.substring(API.length())));
        if (!readable) {
            throw difference("creates something, but its Location is " + location, exchange);
        }
    }

    private static void checkProblem(Exchange exchange) {
        var language = exchange.headers().get("Content-Language");
        if (language == null || !LANGUAGES.contains(language)) {
            throw difference("fails without saying in which language", exchange);
        }
        if (exchange.json().getString("requestId", "").isEmpty()) {
            throw difference("fails without a request id in the body", exchange);
        }
        if (!PROBLEM.equals(exchange.contentType())) {
            throw difference("fails with a " + exchange.contentType(), exchange);
        }
        if (!Integer.valueOf(exchange.status()).equals(exchange.json().getInteger("status"))) {
            throw difference("fails with another status in the body", exchange);
        }
        if (!Integer.valueOf(exchange.status()).equals(STATUSES.getInteger(exchange.code(), exchange.status()))) {
            throw difference("fails with another status than the contract names for its code", exchange);
        }
        if (!String.valueOf(exchange.json().getString("type")).endsWith("/api/problems#" + exchange.code())) {
            throw difference("fails with a type that does not lead to its code", exchange);
        }
        var retryAfter =
                Optional.ofNullable(exchange.json().getInteger("retryAfter")).map(String::valueOf);
        if (!retryAfter.equals(Optional.ofNullable(exchange.headers().get("Retry-After")))) {
            throw difference("fails with another Retry-After in the body", exchange);
        }
    }

    private ValidatableResponse response(Operation operation, Exchange exchange) {
        var declared =
                Optional.ofNullable(operation.getResponse(exchange.status())).orElse(operation.getDefaultResponse());
        var headers = declared.getHeaders().stream()
                .filter(header -> exchange.headers().contains(header.getName()))
                .collect(Collectors.toMap(
                        header -> header.getName(), header -> exchange.headers().get(header.getName())));
        if (exchange.body().length() == 0) {
            return ValidatableResponse.create(exchange.status(), headers);
        }
        if (declared.getContent().isEmpty()) {
            throw difference("answers with a body where there is none", exchange);
        }
        var type = exchange.accepted() ? exchange.contentType() : JSON;
        if (FILES.contains(type)) {
            type = BYTES;
        }
        return ValidatableResponse.create(exchange.status(), headers, exchange.body(), type);
    }

    private Future<Void> checkCall(Operation operation, Exchange exchange) {
        if (!exchange.accepted()) {
            return Future.succeededFuture();
        }
        return requests.validate(request(operation, exchange), operation.getOperationId())
                .transform(outcome -> outcome.succeeded()
                        ? Future.succeededFuture()
                        : Future.failedFuture(
                                difference("accepts what the contract forbids: " + reason(outcome.cause()), exchange)));
    }

    private static ValidatableRequestImpl request(Operation operation, Exchange exchange) {
        return new ValidatableRequestImpl(
                Map.of(),
                parameters(operation, Location.HEADER, exchange.requestHeaders()),
                pathParameters(operation.getOpenAPIPath(), exchange.path()),
                parameters(operation, Location.QUERY, exchange.query()),
                new RequestParameterImpl(exchange.requestBody().length() == 0 ? null : exchange.requestBody()),
                exchange.requestHeaders().get("Content-Type"));
    }

    private static Map<String, RequestParameter> parameters(Operation operation, Location location, MultiMap sent) {
        return operation.getParameters().stream()
                .filter(parameter -> parameter.getIn() == location && sent.contains(parameter.getName()))
                .collect(Collectors.toMap(
                        parameter -> parameter.getName(),
                        parameter -> new RequestParameterImpl(value(parameter, sent))));
    }

    /** A list, each value with its name, is what the validator expects of a repeated parameter. */
    private static String value(Parameter parameter, MultiMap sent) {
        return parameter.getSchemaType() == SchemaType.ARRAY
                ? sent.getAll(parameter.getName()).stream()
                        .map(value -> parameter.getName() + "=" + value)
                        .collect(Collectors.joining("&"))
                : sent.get(parameter.getName());
    }

    private static Map<String, RequestParameter> pathParameters(String template, String path) {
        var parameters = new HashMap<String, RequestParameter>();
        var names = template.split("/", -1);
        var values = path.split("/", -1);
        for (var i = 0; i < names.length; i++) {
            if (isVariable(names[i])) {
                parameters.put(names[i].substring(1, names[i].length() - 1), new RequestParameterImpl(values[i]));
            }
        }
        return parameters;
    }

    private static boolean matches(String template, String path) {
        var names = template.split("/", -1);
        var values = path.split("/", -1);
        for (var i = 0; i < names.length && names.length == values.length; i++) {
            if (!isVariable(names[i]) && !names[i].equals(values[i])) {
                return false;
            }
        }
        return names.length == values.length;
    }

    private static int variables(Operation operation) {
        return operation.getOpenAPIPath().split("\\{", -1).length;
    }

    private static boolean isVariable(String segment) {
        return segment.startsWith("{");
    }

    private static String reason(Throwable cause) {
        if (cause instanceof SchemaValidationException schema) {
            return schema.getOutputUnit().getErrors().stream()
                    .map(error -> error.getInstanceLocation() + " " + error.getError())
                    .collect(Collectors.joining("; "));
        }
        return cause.getMessage();
    }

    private static AssertionError difference(String what, Exchange exchange) {
        return new AssertionError("%s %s %s%n%s".formatted(exchange.method(), exchange.path(), what, exchange));
    }
}
