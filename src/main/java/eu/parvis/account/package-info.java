/**
 * A person's account: profile, password and other credentials, progress of the activation. Its face is {@link
 * eu.parvis.account.AccountStore}, used inside the caller's transaction. Must not know organisations, sessions, or how
 * a person signs in.
 */
package eu.parvis.account;
