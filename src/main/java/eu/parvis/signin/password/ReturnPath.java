package eu.parvis.signin.password;

import java.util.Optional;

/** Where somebody wanted to go before they had to sign in: a path of this portal and nothing else. */
final class ReturnPath {

    private static final int MOST = 1_000;

    private ReturnPath() {}

    /**
     * Empty for what could lead elsewhere: browsers read {@code //host}, {@code /\host} and tabs in between as hosts,
     * also after they have resolved {@code /..}.
     */
    static Optional<String> of(String typed) {
        return Optional.ofNullable(typed).filter(ReturnPath::isOurs);
    }

    private static boolean isOurs(String path) {
        return path.length() <= MOST
                && path.startsWith("/")
                && !path.contains("//")
                && !path.contains("/.")
                && !path.startsWith("/sign-")
                && path.chars().allMatch(character -> character > ' ' && character < 0x7f && character != '\\');
    }
}
