/**
 * From the first sign-in to an active account: the wizard with its steps, which nobody skips, and the challenge set. Its
 * face is {@link eu.parvis.activation.ActivationApi}. Must not know how the account came about, nor what it is used for.
 */
package eu.parvis.activation;
