package eu.parvis.document;

import eu.parvis.config.Configuration;
import eu.parvis.config.Settings;
import eu.parvis.config.SettingsGroup;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The S3-compatible store of documents.
 *
 * @param endpoint its address; empty: there is none
 * @param pathStyle the bucket is in the path and not in the host name
 */
public record S3Settings(
        Optional<String> endpoint,
        String region,
        String bucket,
        String accessKey,
        String secretKey,
        boolean pathStyle) {

    public static final SettingsGroup<S3Settings> GROUP =
            SettingsGroup.of("s3", S3Settings.class, S3Settings::from).rule(S3Settings::problem);

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private static S3Settings from(Settings settings) {
        return new S3Settings(
                settings.webAddress("endpoint"),
                settings.text("region"),
                settings.text("bucket"),
                settings.text("accessKey"),
                settings.text("secretKey"),
                settings.flag("pathStyle"));
    }

    private static Optional<String> problem(Configuration all) {
        var s3 = all.get(S3Settings.class);
        return s3.endpoint().flatMap(endpoint -> s3.problem(URI.create(endpoint)));
    }

    private Optional<String> problem(URI address) {
        if (!"https".equals(address.getScheme()) && !THIS_MACHINE.contains(address.getHost())) {
            return Optional.of("s3.endpoint must be https, because documents are private");
        }
        return Stream.of(region, bucket, accessKey, secretKey).anyMatch(String::isBlank)
                ? Optional.of("s3.endpoint needs s3.region, s3.bucket, s3.accessKey and s3.secretKey")
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "S3Settings[" + endpoint + ", " + region + ", " + bucket + "]";
    }
}
