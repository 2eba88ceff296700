/**
 * What a signed-in person typed into a form and has not sent: it is there again after the page was closed or the session
 * ended. Its face is {@link eu.parvis.draft.FormDraftGuard} for routes, {@link eu.parvis.draft.DraftApi} over the bus.
 * Must not know what a form is about.
 */
package eu.parvis.draft;
