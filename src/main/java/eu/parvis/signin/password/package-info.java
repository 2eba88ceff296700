/**
 * Signing in with an identifier or address and a password (CG-03, CG-04), and signing out. Its face is
 * {@link eu.parvis.signin.password.SigninApi}. Must not disclose whether an account exists: every refusal has the same
 * words, the same statements and the same duration.
 *
 * <p>A temporary password opens sessions of the activation wizard and nothing else, until another password is chosen there
 * or its time is over. A person who is interrupted before choosing can come back.
 */
package eu.parvis.signin.password;
