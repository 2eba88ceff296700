/**
 * From the first sign-in to an active account: the wizard, whose steps cannot be skipped, and the challenge set. Its
 * face is {@link eu.parvis.activation.ActivationApi}. Must not know how the account was created or what it is used for.
 */
package eu.parvis.activation;
