import com.fasterxml.jackson.core.JsonProcessingException;
import portal.ApiClient;
import portal.ApiException;
import portal.model.Problem;

/** What differs from library to library: here Java's own HTTP client and Jackson. */
final class Client {

    private Client() {}

    /** A null token for the operations that are open to everybody. */
    static ApiClient of(String address, String token) {
        var client = new ApiClient();
        client.updateBaseUri(address);
        if (token != null) {
            client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
        }
        return client;
    }

    static Problem problem(ApiException refusal) {
        try {
            return new ApiClient().getObjectMapper().readValue(refusal.getResponseBody(), Problem.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError(refusal.getResponseBody(), e);
        }
    }
}
