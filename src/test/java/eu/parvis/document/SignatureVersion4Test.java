package eu.parvis.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The examples of the documentation of S3, "Authenticating Requests: Using the Authorization Header". */
class SignatureVersion4Test {

    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final Map<String, String> HEADERS = Map.of(
            "host",
            "examplebucket.s3.amazonaws.com",
            "range",
            "bytes=0-9",
            "x-amz-content-sha256",
            EMPTY,
            "x-amz-date",
            "20130524T000000Z");

    private static String sign(String secretKey, String path, String query, List<String> headers) {
        return new SignatureVersion4(secretKey, "us-east-1")
                .sign("GET", path, query, headers, HEADERS::get, "20130524T000000Z", EMPTY);
    }

    @Test
    void theExampleOfAnObjectIsSignedAsDocumented() {
        var headers = List.of("host", "range", "x-amz-content-sha256", "x-amz-date");

        assertEquals(
                "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
                sign(FakeS3.SECRET_KEY, "/test.txt", "", headers));
        assertNotEquals(
                "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
                sign(FakeS3.SECRET_KEY, "/test2.txt", "", headers));
    }

    @Test
    void theExamplesWithAQueryAreSignedAsDocumented() {
        var headers = List.of("host", "x-amz-content-sha256", "x-amz-date");

        assertEquals(
                "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
                sign(FakeS3.SECRET_KEY, "/", "lifecycle", headers));
        assertEquals(
                "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
                sign(FakeS3.SECRET_KEY, "/", "max-keys=2&prefix=J", headers));
    }
}
