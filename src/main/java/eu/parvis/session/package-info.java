/**
 * Who is signed in, and for how long. A session is a row, found by the hash of a token that only the visitor has: every
 * node is equal, and what is ended is ended everywhere at once. Its face is {@link eu.parvis.session.SessionGuard} for
 * routes, {@link eu.parvis.session.SessionStore} inside a transaction, {@link eu.parvis.session.SessionApi} over the bus.
 * Must not know how anybody proves who they are.
 */
package eu.parvis.session;
