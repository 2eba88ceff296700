import portal.ApiClient;
import portal.ApiException;
import portal.JSON;
import portal.auth.HttpBearerAuth;
import portal.model.Problem;

/** What differs from library to library: here OkHttp and Gson. */
final class Client {

    private Client() {}

    /** A null token for the operations that are open to everybody. */
    static ApiClient of(String address, String token) {
        var client = new ApiClient().setBasePath(address);
        client.getAuthentications()
                .values()
                .forEach(kind -> ((HttpBearerAuth) kind).setBearerToken(token));
        return client;
    }

    static Problem problem(ApiException refusal) {
        return JSON.getGson().fromJson(refusal.getResponseBody(), Problem.class);
    }
}
