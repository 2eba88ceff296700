package eu.parvis.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.parvis.values.Language;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale.LanguageRange;
import java.util.Optional;

/** Which language a visitor reads: the one they switched to, else the one of ours that their browser likes best. */
final class Languages {

    static final String COOKIE = "language";

    /** Of a list that somebody reads; reading one without end costs its square. */
    private static final int LONGEST = 500;

    /** Browsers send few different ones, and reading one takes longer than the answer to it. */
    private static final Cache<String, Language> READ =
            Caffeine.newBuilder().maximumSize(1_000).build();

    private Languages() {}

    static Language of(HttpServerRequest request) {
        return chosen(request).orElseGet(() -> preferred(request.getHeader("Accept-Language")));
    }

    static Optional<Language> chosen(HttpServerRequest request) {
        if (request.headers().get("Cookie") == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(request.getCookie(COOKIE)).flatMap(cookie -> Language.of(cookie.getValue()));
    }

    /** The one that is weighted most (RFC 9110, 12.5.4); French where nothing is asked for, English where neither is. */
    static Language preferred(String acceptLanguage) {
        return acceptLanguage == null || acceptLanguage.isBlank() || acceptLanguage.length() > LONGEST
                ? Language.FR
                : READ.get(acceptLanguage, Languages::weighed);
    }

    private static Language weighed(String acceptLanguage) {
        try {
            return LanguageRange.parse(acceptLanguage).stream()
                    .filter(range -> range.getWeight() > 0)
                    .flatMap(range -> ours(range.getRange()).stream())
                    .findFirst()
                    .orElse(Language.EN);
        } catch (IllegalArgumentException malformed) {
            return Language.FR;
        }
    }

    private static Optional<Language> ours(String range) {
        return range.equals("*") ? Optional.of(Language.FR) : Language.of(range.split("-", 2)[0]);
    }
}
