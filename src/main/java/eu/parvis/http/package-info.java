/**
 * The web: server, guards against foreign origins and floods, input from form or JSON, pages, problems, static files.
 * Knows no capability; their {@link eu.parvis.http.Routes} are handed to it.
 */
package eu.parvis.http;
