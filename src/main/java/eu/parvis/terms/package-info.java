/**
 * The terms of use: the versions of the folder {@code terms.folder}, which version a person must accept and from when,
 * and the acceptances, which are append-only. Its face is {@link eu.parvis.terms.TermsCatalogue} for the texts, {@link
 * eu.parvis.terms.AcceptanceStore} inside a transaction, {@link eu.parvis.terms.TermsApi} over the bus. Must not know
 * sessions.
 */
package eu.parvis.terms;
