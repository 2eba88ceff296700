package eu.parvis.http;

/**
 * A record of what one page shows, declared beside its handler. Its components are the variables of its
 * {@link Template}, which sees nothing else but the {@link Frame}. In a template an empty {@link java.util.Optional} is
 * null, and an enum equals its name.
 */
public interface PageModel {}
