/**
 * Sign-in with identifier or e-mail address and password (CG-03, CG-04), and sign-out. Its face is {@link
 * eu.parvis.signin.password.SigninApi}. Must not disclose whether an account exists: every refusal has the same words,
 * the same statements and the same duration.
 *
 * <p>A temporary password opens only sessions of the activation wizard, until another password is chosen there or the
 * temporary one expires. A person who is interrupted before that can sign in again.
 */
package eu.parvis.signin.password;
