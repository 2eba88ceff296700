/**
 * The messages of the portal in its languages, looked up by id in {@code messages/portal_*.properties}: from Java, and
 * from templates as {@code t('id', arguments…)}. Must not know any capability, HTTP or SQL.
 */
package eu.parvis.words;
