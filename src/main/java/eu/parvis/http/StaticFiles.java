package eu.parvis.http;

import eu.parvis.config.BrandSettings;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * Stylesheets, scripts and pictures, read once at start. The path that serves them contains a hash of their content. So
 * browsers may cache them for a year, a new release takes effect at once, and modules import each other by relative
 * names.
 */
public final class StaticFiles {

    private record File(Buffer plain, Buffer gzip, String type) {}

    private static final String ROOT = "static";
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "txt", "text/plain; charset=utf-8");

    private final Map<String, File> files = new TreeMap<>();
    private final String prefix;

    /** Reads the files of the class path; blocks, so call it before the first request. */
    public StaticFiles(BrandSettings brand) {
        contents().forEach((name, content) -> files.put(name, file(name, content)));
        files.put("css/brand.css", file("css/brand.css", accents(brand).getBytes(StandardCharsets.UTF_8)));
        this.prefix = "/static/" + fingerprint() + "/";
    }

    /** The path of a file such as {@code css/portal.css}. */
    public String url(String name) {
        if (!files.containsKey(name)) {
            throw new IllegalArgumentException("No static file " + name);
        }
        return prefix + name;
    }

    void serve(RoutingContext rc) {
        var path = rc.normalizedPath();
        var file = path.startsWith(prefix) ? files.get(path.substring(prefix.length())) : null;
        if (file == null) {
            rc.fail(404);
            return;
        }
        var gzip = file.gzip != null && Compression.accepted(rc.request());
        var response = rc.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, file.type)
                .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
                .putHeader(HttpHeaders.VARY, "Accept-Encoding");
        if (gzip) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        response.end(gzip ? file.gzip : file.plain)
                .onFailure(cause -> rc.request().connection().close());
    }

    private static File file(String name, byte[] content) {
        var ending = name.substring(name.lastIndexOf('.') + 1);
        var type = TYPES.getOrDefault(ending, "application/octet-stream");
        var compressed = type.startsWith("text") || type.startsWith("image/svg") ? Compression.gzip(content) : null;
        return new File(Buffer.buffer(content), compressed, type);
    }

    private String fingerprint() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            files.forEach((name, file) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update(file.plain.getBytes());
            });
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(digest.digest())
                    .substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String accents(BrandSettings brand) {
        return ":root{--accent:%s}%n@media(prefers-color-scheme:dark){:root{--accent:%s}}%n"
                .formatted(brand.accent(), brand.accentDark());
    }

    private static Map<String, byte[]> contents() {
        try {
            var root = StaticFiles.class.getClassLoader().getResource(ROOT).toURI();
            if ("jar".equals(root.getScheme())) {
                try (var jar =
                        FileSystems.newFileSystem(URI.create(root.toString().split("!", -1)[0]), Map.of())) {
                    return contents(jar.getPath("/" + ROOT));
                }
            }
            return contents(Path.of(root));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, byte[]> contents(Path root) throws IOException {
        var contents = new TreeMap<String, byte[]>();
        try (var paths = Files.walk(root)) {
            for (var path : paths.filter(Files::isRegularFile).toList()) {
                contents.put(root.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
            }
        }
        return contents;
    }

    /** Compressed once, not at each request. */
    static final class Compression {

        private Compression() {}

        static boolean accepted(io.vertx.core.http.HttpServerRequest request) {
            var accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
            return accepted != null && accepted.contains("gzip");
        }

        static Buffer gzip(byte[] content) {
            var bytes = new ByteArrayOutputStream(content.length / 3);
            try (var gzip = new GZIPOutputStream(bytes)) {
                gzip.write(content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Buffer.buffer(bytes.toByteArray());
        }
    }
}
