/**
 * The web server: checks of origin and limits, input from form or JSON, pages, problems, static files. Knows no
 * capability; it is given their {@link eu.parvis.http.Routes}.
 */
package eu.parvis.http;
