package eu.parvis.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.parvis.values.Language;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Locale.LanguageRange;
import java.util.Optional;

/** Determines the visitor's language: the one they chose, else the supported one that their browser prefers. */
public final class Languages {

    private static final String COOKIE = "language";

    private static final Duration A_YEAR = Duration.ofDays(365);

    /** Longer lists are ignored, because parsing takes quadratic time. */
    private static final int LONGEST = 500;

    /** Cached, because there are few different headers and parsing one takes longer than the rest of the answer. */
    private static final Cache<String, Language> PARSED =
            Caffeine.newBuilder().maximumSize(1_000).build();

    private Languages() {}

    static Language of(HttpServerRequest request) {
        return chosen(request).orElseGet(() -> preferred(request.getHeader("Accept-Language")));
    }

    /** From the next request on, this browser gets its pages in this language. */
    public static void choose(RoutingContext rc, Language language, boolean secure) {
        rc.response()
                .addCookie(Cookie.cookie(COOKIE, language.code())
                        .setPath("/")
                        .setHttpOnly(true)
                        .setSecure(secure)
                        .setSameSite(CookieSameSite.LAX)
                        .setMaxAge(A_YEAR.toSeconds()));
    }

    static Optional<Language> chosen(HttpServerRequest request) {
        if (request.headers().get("Cookie") == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(request.getCookie(COOKIE)).flatMap(cookie -> Language.of(cookie.getValue()));
    }

    /**
     * The supported language with the highest weight (RFC 9110, 12.5.4); French without the header, English if neither
     * is listed.
     */
    static Language preferred(String acceptLanguage) {
        return acceptLanguage == null || acceptLanguage.isBlank() || acceptLanguage.length() > LONGEST
                ? Language.FR
                : PARSED.get(acceptLanguage, Languages::parse);
    }

    private static Language parse(String acceptLanguage) {
        try {
            return LanguageRange.parse(acceptLanguage).stream()
                    .filter(range -> range.getWeight() > 0)
                    .flatMap(range -> supported(range.getRange()).stream())
                    .findFirst()
                    .orElse(Language.EN);
        } catch (IllegalArgumentException malformed) {
            return Language.FR;
        }
    }

    private static Optional<Language> supported(String range) {
        return range.equals("*") ? Optional.of(Language.FR) : Language.of(range.split("-", 2)[0]);
    }
}
