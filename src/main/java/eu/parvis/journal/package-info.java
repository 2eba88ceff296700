/**
 * What happened at a person's account, in words: their entries of the security journal, those about them, and the mails
 * to them. Its face is {@link eu.parvis.journal.JournalApi}. Must not know how an event comes about; it reads only the
 * rows of {@code audit} and {@code mail}.
 */
package eu.parvis.journal;
