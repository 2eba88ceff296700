package eu.parvis.http;

import eu.parvis.contact.Language;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Which language a visitor reads: the one they switched to, else the first one of their browser that is ours. */
final class Languages {

    static final String COOKIE = "language";

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

    /** Browsers list languages by preference; a full reading of weights would change nothing for two languages. */
    static Language preferred(String acceptLanguage) {
        if (acceptLanguage == null) {
            return Language.FR;
        }
        var french = acceptLanguage.indexOf("fr");
        var english = acceptLanguage.indexOf("en");
        if (english < 0) {
            return french < 0 && !acceptLanguage.isBlank() ? Language.EN : Language.FR;
        }
        return french >= 0 && french < english ? Language.FR : Language.EN;
    }
}
