/**
 * The values that make up somebody's coordinates: names, addresses, e-mail addresses, telephone numbers, countries.
 * Each parses what a person typed, kindly, and is trusted afterwards; its {@code parse} throws
 * {@link eu.parvis.bus.Malformed} with a sentence that says what is wrong and what to do. Knows no capability, no HTTP
 * and no SQL.
 */
package eu.parvis.values;
