/**
 * Value types of a person's and an organisation's contact data: names, addresses, e-mail addresses, telephone numbers,
 * countries. Each {@code parse} method accepts common spellings and throws {@link eu.parvis.bus.Malformed} with a
 * message that says what is wrong and how to correct it. A parsed value is valid and is not checked again. Must not
 * know any capability, HTTP or SQL.
 */
package eu.parvis.values;
