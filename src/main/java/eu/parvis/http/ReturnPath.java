package eu.parvis.http;

import java.util.Optional;

/** The page to return to after sign-in; always a path of this portal. */
public final class ReturnPath {

    private static final int MOST = 1_000;

    private ReturnPath() {}

    /**
     * Empty if the path could lead to another host: browsers read {@code //host}, {@code /\host} and tabs in between as
     * hosts, also after resolving {@code /..}.
     */
    public static Optional<String> of(String typed) {
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
