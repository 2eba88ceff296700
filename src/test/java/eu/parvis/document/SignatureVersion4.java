package eu.parvis.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * AWS Signature Version 4 as the documentation of S3 describes it ("Authenticating Requests: Using the Authorization
 * Header"), written without the library that the portal uses.
 */
record SignatureVersion4(String secretKey, String region) {

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";

    /** The header Authorization. */
    record Signature(String accessKey, List<String> headers, String signature) {

        private static final Pattern HEADER = Pattern.compile(
                ALGORITHM
                        + " Credential=([^/,]+)/(\\d{8}/[^/]+/s3/aws4_request), ?SignedHeaders=([^,]+), ?Signature=(\\p{XDigit}{64})");

        static Optional<Signature> parse(String header) {
            var matcher = HEADER.matcher(header == null ? "" : header);
            return matcher.matches()
                    ? Optional.of(new Signature(
                            matcher.group(1), Arrays.asList(matcher.group(3).split(";")), matcher.group(4)))
                    : Optional.empty();
        }
    }

    /**
     * The signature in hexadecimal digits.
     *
     * @param path as sent
     * @param headers names of the signed headers, in order
     * @param time such as 20130524T000000Z
     * @param payloadHash the header x-amz-content-sha256
     */
    String sign(
            String method,
            String path,
            String query,
            List<String> headers,
            UnaryOperator<String> valueOf,
            String time,
            String payloadHash) {
        var canonicalHeaders = headers.stream()
                .map(name -> name + ":" + valueOf.apply(name).strip() + "\n")
                .collect(Collectors.joining());
        var canonicalRequest = String.join(
                "\n", method, path, canonicalQuery(query), canonicalHeaders, String.join(";", headers), payloadHash);
        var day = time.substring(0, 8);
        var toSign = String.join(
                "\n",
                ALGORITHM,
                time,
                day + "/" + region + "/s3/aws4_request",
                hex(sha256(canonicalRequest.getBytes(UTF_8))));
        return hex(hmac(key(day), toSign));
    }

    private static String canonicalQuery(String query) {
        return Arrays.stream(query.split("&"))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.contains("=") ? pair : pair + "=")
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private byte[] key(String day) {
        var ofDay = hmac(("AWS4" + secretKey).getBytes(UTF_8), day);
        return hmac(hmac(hmac(ofDay, region), "s3"), "aws4_request");
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
