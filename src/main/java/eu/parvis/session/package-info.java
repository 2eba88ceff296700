/**
 * Who is signed in, and for how long. A session is a row, found by the hash of a token that only the visitor has. All
 * nodes read the same rows, so a session that ends has ended on every node at once. Its face is {@link
 * eu.parvis.session.SessionGuard} for routes, {@link eu.parvis.session.SessionStore} inside a transaction, {@link
 * eu.parvis.session.SessionApi} over the bus. Must not know how a person proves their identity.
 */
package eu.parvis.session;
