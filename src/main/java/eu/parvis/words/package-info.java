/**
 * The sentences of the portal in its languages: looked up by id in {@code messages/portal_*.properties}, from Java and,
 * as {@code t('id', arguments…)}, from templates. Knows nothing of who speaks to whom.
 */
package eu.parvis.words;
